/// Which keywords a schema may use: what its meta-schema's `$vocabulary` says.
struct Dialect {
    /// The bits of the vocabularies.
    private var vocabularies: UInt16

    static let standard = Dialect([
        .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
    ])

    private init(_ vocabularies: [KeywordShape.Vocabulary]) {
        self.vocabularies = vocabularies.reduce(0) { $0 | $1.rawValue }
    }

    /// - Throws: `unknownVocabulary` if one that this engine does not know is required.
    init(metaSchema: JSONDocument, uri: String) throws(SchemaError) {
        guard let declared = metaSchema.root["$vocabulary"], declared.kind == .object else {
            self = .standard
            return
        }
        self.init([.core])
        let prefix = "https://json-schema.org/draft/2020-12/vocab/"
        for (name, required) in declared.members {
            if name.hasPrefix(prefix),
                let known = KeywordShape.Vocabulary.standard[String(name.dropFirst(prefix.count))]
            {
                vocabularies |= known.rawValue
            } else if required.bool == true {
                throw SchemaError(
                    reason: .unknownVocabulary, schemaLocation: uri + "#/$vocabulary",
                    message: "the vocabulary \(name) is required and not known")
            }
        }
    }

    func contains(_ vocabulary: KeywordShape.Vocabulary) -> Bool {
        vocabularies & vocabulary.rawValue != 0
    }
}
