/// What the rules of a form version can name.
struct RuleTypes {
    private let document: CELType
    private let tables: CELType

    /// - Parameters:
    ///   - codeLists: what the schemas of header and body may name.
    ///   - tables: the reference tables, one member each.
    init(
        header: JSONDocument, body: JSONDocument, resources: [String: JSONDocument],
        codeLists: [String: CodeList], tables: JSONDocument
    ) {
        func type(of schema: JSONDocument) -> CELType {
            CELSchemaTree(schema, resources: resources, codeLists: codeLists).type
        }
        document = CELType(
            .object(
                CELObjectType(fields: ["header": type(of: header), "body": type(of: body)])))
        self.tables = CELType(ofTable: tables.root)
    }

    static let variableCount = 5

    /// `self`, `this`, `tables`, `index` for a rule that is evaluated for each element, and
    /// `dialogue` for one over a dialogue.
    func variables(
        this: CELType, isRepeated: Bool, isOverDialogue: Bool = false
    ) -> [CELVariable] {
        var all = [
            CELVariable("self", document), CELVariable("this", this), CELVariable("tables", tables),
        ]
        // Each has its slot, whichever there are: no expression can write a name of no letters.
        if isRepeated || isOverDialogue {
            all.append(CELVariable(isRepeated ? "index" : "", .int))
        }
        if isOverDialogue { all.append(CELVariable("dialogue", .dyn)) }
        return all
    }

    /// The type of the values for which a rule is evaluated.
    func type(at steps: [RuleStep]) throws(CELProblem) -> CELType {
        var type = document
        for step in steps {
            if case .list = type.shape, !step.isEach {
                throw CELProblem(
                    .type, "write * for every element of the list, not \"\(step.name)\"", at: 0)
            }
            type =
                step.isEach
                ? try Self.element(of: type) : try Self.field(step.name, of: type)
        }
        return type
    }

    /// Refuses a place that the schema does not have.
    func check(_ pointer: JSONPointer, from type: CELType) throws(CELProblem) {
        var type = type
        for token in pointer.tokens {
            if case .index = token, case .list(let element) = type.shape {
                type = element
            } else {
                type = try Self.field(token.text, of: type)
            }
        }
    }

    private static func element(of type: CELType) throws(CELProblem) -> CELType {
        switch type.shape {
        case .list(let element): return element
        case .dyn: return .dyn
        default:
            throw CELProblem(.type, "* stands for the elements of a list, not of a \(type)", at: 0)
        }
    }

    private static func field(_ name: String, of type: CELType) throws(CELProblem) -> CELType {
        let compiler = CELCompiler(variables: [], limits: CELLimits())
        return try compiler.field(name, of: type, at: 0)
    }
}
