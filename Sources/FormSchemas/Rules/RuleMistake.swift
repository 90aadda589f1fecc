/// Why a rules file is refused, and where.
struct RuleMistake: Error {
    /// The rule's code; `nil` where the file as a whole is wrong, or the code itself.
    var code: String?
    /// The place in the file.
    let pointer: JSONPointer
    /// One English sentence for the rule's author.
    let message: String
    /// Where the place holds an expression: what is wrong in it.
    var expression: CELError?

    init(_ message: String, code: String? = nil, at pointer: JSONPointer) {
        self.code = code
        self.pointer = pointer
        self.message = message
    }

    init(_ error: CELError, code: String, at pointer: JSONPointer) {
        self.init(error.message, code: code, at: pointer)
        expression = error
    }

    /// The same for those who read a whole catalogue.
    func error(in path: String) -> CatalogueError {
        let rule = code.map { "rule \($0): " } ?? ""
        let place = expression.map { "\($0.line):\($0.column): " } ?? ""
        let location = pointer.isRoot ? "" : " (\(pointer))"
        return CatalogueError(path: path, message: rule + place + message + location)
    }
}
