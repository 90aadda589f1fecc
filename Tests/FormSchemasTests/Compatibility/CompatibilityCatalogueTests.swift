import FormSchemas
import Testing

/// The forms of the catalogue against themselves, and against themselves with the changes that
/// agencies make.
struct CompatibilityCatalogueTests {
    /// Same content, other text: members in another order, no annotations of the outermost object.
    private static func reordered(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.reversed().map { .init($0.name, reordered($0.value)) })
        case .array(let elements): .array(elements.map(reordered))
        default: value
        }
    }

    /// A catalogue in which one file is another.
    private static func catalogue(
        _ path: String, _ change: (JSONValue) -> JSONValue
    ) throws -> Catalogue {
        var files = CatalogueFiles.all
        let text = try #require(files[path])
        files[path] = change(JSONValue(try JSONDocument(text).root)).bytes()
        return try Catalogue(files: files.filter { !$0.key.contains("/samples/") })
    }

    private static func version(_ form: String, of catalogue: Catalogue) throws -> FormVersion {
        try #require(catalogue.newestVersion(form: form))
    }

    @Test func eachFormIsCompatibleWithItself() throws {
        let catalogue = try CatalogueFiles.catalogue.get()
        for form in catalogue.forms {
            let version = try Self.version(form.code, of: catalogue)
            let judgement = Compatibility.judge(.fullTransitive, new: version, earlier: [version])
            #expect(judgement.verdict == .compatible, "\(form.code)")
        }
    }

    @Test func eachFormIsCompatibleWithItselfInAnotherOrder() throws {
        let before = try CatalogueFiles.catalogue.get()
        var files = CatalogueFiles.all.filter { !$0.key.contains("/samples/") }
        for (path, bytes) in files where path.hasSuffix("/schema.json") {
            files[path] = Self.reordered(JSONValue(try JSONDocument(bytes).root)).bytes()
        }
        let after = try Catalogue(files: files)
        for form in before.forms {
            let judgement = Compatibility.judge(
                .full, new: try Self.version(form.code, of: after),
                earlier: [try Self.version(form.code, of: before)])
            #expect(judgement.verdict == .compatible, "\(form.code) \(judgement.differences)")
        }
    }

    // MARK: - Changes

    /// A change of VIP-01: what it is for the two directions.
    struct Edit: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var form = "VIP-01"
        var path = "forms/VIP-01/1.0/schema.json"
        let change: @Sendable (inout JSONValue) -> Void
        let backward: (Compatibility.Verdict, Compatibility.Kind?)
        let forward: (Compatibility.Verdict, Compatibility.Kind?)
    }

    @Test(arguments: edits)
    func changesAreSeen(edit: Edit) throws {
        let before = try Self.version(edit.form, of: CatalogueFiles.catalogue.get())
        let after = try Self.version(
            edit.form,
            of: Self.catalogue(edit.path) { value in
                var value = value
                edit.change(&value)
                return value
            })
        for (mode, expected) in [
            (CompatibilityMode.backward, edit.backward), (.forward, edit.forward),
        ] {
            let judgement = Compatibility.judge(mode, new: after, earlier: [before])
            #expect(judgement.verdict == expected.0, "\(mode): \(judgement.differences)")
            if let kind = expected.1 {
                #expect(
                    judgement.differences.contains { $0.kind == kind },
                    "\(mode): \(judgement.differences)")
            }
            let (written, read) = mode == .backward ? (before, after) : (after, before)
            for difference in judgement.differences where difference.subject == .body {
                guard let witness = difference.witness else { continue }
                let node = try JSONDocument(witness.bytes()).root
                #expect(written.bodyProgram.isValid(node) && !read.bodyProgram.isValid(node))
            }
        }
    }

    static let edits: [Edit] = [
        Edit(
            testDescription: "a title",
            change: { $0["title"] = "Another" },
            backward: (.compatible, nil), forward: (.compatible, nil)),
        Edit(
            testDescription: "a new optional field",
            change: { $0["properties"]?["remark"] = ["type": "string", "maxLength": 20] },
            backward: (.compatible, nil), forward: (.incompatible, .refusedField)),
        Edit(
            testDescription: "a field becomes required",
            change: { $0.append("host_requests", to: "required") },
            backward: (.incompatible, .required), forward: (.compatible, nil)),
        Edit(
            testDescription: "a text becomes shorter",
            change: { $0["properties"]?["mission_title"]?["maxLength"] = 40 },
            backward: (.incompatible, .maxLength), forward: (.compatible, nil)),
        Edit(
            testDescription: "a text loses its pattern",
            change: { $0["properties"]?["mission_title"]?["pattern"] = nil },
            backward: (.compatible, nil), forward: (.incompatible, .pattern)),
        Edit(
            testDescription: "a code list becomes wider", path: "codes/mission-kind.json",
            change: { value in
                guard case .array(let codes)? = value["codes"], var code = codes.first else {
                    return
                }
                code["code"] = "SOMETHING_ELSE"
                value["codes"] = .array(codes + [code])
            },
            backward: (.compatible, nil), forward: (.incompatible, .codeList)),
        Edit(
            testDescription: "a field goes",
            change: { $0["properties"]?["host_requests"] = nil },
            backward: (.incompatible, .refusedField), forward: (.compatible, nil)),
        Edit(
            testDescription: "a rule goes", path: "forms/VIP-01/1.0/rules.json",
            change: { value in
                guard case .array(let rules)? = value["rules"] else { return }
                value["rules"] = .array(Array(rules.dropFirst()))
            },
            backward: (.compatible, nil), forward: (.unknown, .rule)),
        Edit(
            testDescription: "a rule changes", path: "forms/VIP-01/1.0/rules.json",
            change: { value in
                guard case .array(var rules)? = value["rules"] else { return }
                rules[0]["expression"] = "true"
                value["rules"] = .array(rules)
            },
            backward: (.unknown, .rule), forward: (.unknown, .rule)),
        Edit(
            testDescription: "a rule's messages change", path: "forms/VIP-01/1.0/rules.json",
            change: { value in
                guard case .array(var rules)? = value["rules"] else { return }
                rules[0]["messages"]?["en"] = "something else"
                value["rules"] = .array(rules)
            },
            backward: (.compatible, nil), forward: (.compatible, nil)),
        Edit(
            testDescription: "a purpose goes", path: "forms/VIP-01/form.json",
            change: { $0["purposes"] = ["PROTECTION"] },
            backward: (.unknown, .header), forward: (.compatible, nil)),
        Edit(
            testDescription: "a part asks for more", form: "SOC-01",
            path: "forms/SOC-01/1.0/parts/complainant.json",
            change: { $0["minProperties"] = 4 },
            backward: (.incompatible, .fieldCount), forward: (.compatible, nil)),
        Edit(
            testDescription: "a condition asks for more",
            change: { $0["then"] = ["required": ["vehicles", "stays"]] },
            backward: (.incompatible, .condition), forward: (.compatible, nil)),
        Edit(
            testDescription: "a condition goes",
            change: {
                $0["if"] = nil
                $0["then"] = nil
            },
            backward: (.compatible, nil), forward: (.incompatible, .condition)),
        Edit(
            testDescription: "a definition that many fields share", path: "common/1/schema.json",
            change: { $0["$defs"]?["short_text"]?["properties"]?["content"]?["maxLength"] = 10 },
            backward: (.incompatible, .maxLength), forward: (.compatible, nil)),
        Edit(
            testDescription: "an element's field deep inside",
            change: {
                $0["properties"]?["legs"]?["items"]?["properties"]?["seq"]?["maximum"] = 2
            },
            backward: (.incompatible, .maximum), forward: (.compatible, nil)),
        Edit(
            testDescription: "a branch of a kind asks for more", form: "SOC-02",
            path: "forms/SOC-02/1.0/schema.json",
            change: { value in
                guard case .array(var branches)? = value["oneOf"],
                    case .array(let required)? = branches[0]["required"]
                else { return }
                branches[0]["required"] = .array(required + ["contact"])
                value["oneOf"] = .array(branches)
            },
            backward: (.incompatible, .required), forward: (.compatible, nil)),
    ]
}

extension JSONValue {
    /// Appends a text to a list that is a member.
    fileprivate mutating func append(_ text: String, to name: String) {
        guard case .array(let elements)? = self[name] else { return }
        self[name] = .array(elements + [.string(text)])
    }
}
