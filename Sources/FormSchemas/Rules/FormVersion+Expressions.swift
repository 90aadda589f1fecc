extension FormVersion {
    /// What the schemas say against an expression about `self`, a document of this version: a field
    /// that does not exist, with the nearest that does, or an operator for values of other types.
    ///
    /// - Returns: `nil` if they say nothing against it.
    public func mistake(inExpression text: String, tables: JSONDocument) -> CELError? {
        let types = RuleTypes(
            header: headerSchema, body: bodySchema, resources: resources,
            codeLists: codeLists, tables: tables)
        do throws(CELError) {
            _ = try CELProgram(
                compiling: text, variables: types.variables(this: .dyn, isRepeated: false))
            return nil
        } catch {
            return error
        }
    }
}
