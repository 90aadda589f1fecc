import FormProtocol
import Foundation
import SwiftProtobuf
import Testing

@testable import FormService

@Suite("Descriptor index")
struct DescriptorIndexTests {
    private let index = DescriptorIndex.builtIn

    @Test("Every symbol that a proto file declares leads to that file", arguments: protoFiles)
    func everySymbol(path: String) throws {
        let symbols = try declaredSymbols(of: path)
        #expect(symbols.count > 10)
        for symbol in symbols {
            let found = try #require(index.findFile(declaring: symbol), "\(symbol)")
            #expect(try descriptor(found.first).name == path, "\(symbol)")
        }
    }

    @Test("The symbols include those of a nested enum, a map's entry, and a method")
    func symbolsOfEachKind() throws {
        for symbol in [
            "grpc.health.v1.Health", "grpc.health.v1.Health.Watch",
            "grpc.health.v1.HealthCheckResponse.ServingStatus",
            "grpc.health.v1.HealthCheckResponse.NOT_SERVING",
            "grpc.health.v1.HealthListResponse.StatusesEntry.key",
        ] {
            let found = try #require(index.findFile(declaring: symbol), "\(symbol)")
            #expect(try descriptor(found.first).name == "grpc/health/v1/health.proto")
        }
        for method in WireFormExchange.Method.descriptors + WireLog.Method.descriptors {
            let symbol = "\(method.service.fullyQualifiedService).\(method.method)"
            #expect(index.findFile(declaring: symbol) != nil, "\(symbol)")
        }
    }

    @Test("A file comes first, and with all that it imports, each once", arguments: protoFiles)
    func closure(path: String) throws {
        let files = try #require(index.findFile(named: path)).map { try descriptor($0) }
        #expect(files.first?.name == path)
        let names = Set(files.map(\.name))
        #expect(names.count == files.count)
        for file in files { #expect(names.isSuperset(of: file.dependency)) }
    }

    @Test("Imports of imports come along, however they cross")
    func diamond() throws {
        func file(_ name: String, _ imports: String...) -> Google_Protobuf_FileDescriptorProto {
            .with {
                $0.name = name
                $0.dependency = imports
            }
        }
        let set = Google_Protobuf_FileDescriptorSet.with {
            $0.file = [file("d"), file("b", "d"), file("c", "d"), file("a", "b", "c"), file("e")]
        }
        let index = try DescriptorIndex(serialized: try set.serializedData())
        let names = try #require(index.findFile(named: "a")).map { try descriptor($0).name }
        #expect(names == ["a", "b", "c", "d"])
    }

    @Test(
        "What nothing declares is not found",
        arguments: [
            "", ".", "benelux.forms.v1", "benelux.forms.v1.", "benelux.forms.v1.Nothing",
            "FormExchange", ".benelux.forms.v1.FormExchange", "benelux.forms.v1.formexchange",
            "benelux.forms.v1.FormExchange.Nothing", "grpc.health.v1.HealthCheckResponse.status.",
        ])
    func unknown(symbol: String) {
        #expect(index.findFile(declaring: symbol) == nil)
        #expect(index.findFile(named: symbol) == nil)
    }

    @Test("The services are those of the proto files, sorted, each once")
    func services() throws {
        #expect(index.services.contains(WireFormExchange.descriptor.fullyQualifiedService))
        let declared = try protoFiles.flatMap { path in
            let text = try String(contentsOf: protoFolder.appending(path: path), encoding: .utf8)
            let package = try #require(text.firstMatch(of: /\npackage ([a-z0-9.]+);/)).output.1
            return text.matches(of: /\nservice (\w+) {/).map { "\(package).\($0.output.1)" }
        }
        #expect(index.services == declared.sorted())
    }

    /// `AlphaReflectionService` relies on that.
    @Test("The two versions of reflection differ in nothing but their names")
    func versionsOfReflection() throws {
        let files = try ["v1", "v1alpha"].map { version in
            let found = index.findFile(named: "grpc/reflection/\(version)/reflection.proto")
            var file = try descriptor(found?.first)
            file.clearOptions()
            return file.textFormatString().replacing(".\(version)", with: ".v")
                .replacing("/\(version)/", with: "/v/")
        }
        #expect(files[0] == files[1])
    }

    @Test("Bytes that are no descriptors are refused")
    func damaged() {
        #expect(throws: (any Error).self) {
            try DescriptorIndex(serialized: Data([0x0A, 0x05, 0x01]))
        }
    }

    private func descriptor(_ bytes: Data?) throws -> Google_Protobuf_FileDescriptorProto {
        try Google_Protobuf_FileDescriptorProto(serializedBytes: try #require(bytes))
    }
}

// MARK: - The proto files, read as text

private let protoFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "proto")

/// The paths of all files below `proto/` but that of `formserver echo`, which is another server.
private let protoFiles: [String] = {
    let paths = FileManager.default.enumerator(atPath: protoFolder.path)?.allObjects ?? []
    return paths.compactMap { $0 as? String }
        .filter { $0.hasSuffix(".proto") && !$0.hasSuffix("/sizing.proto") }.sorted()
}()

/// The full names of the services, methods, messages, fields, oneofs, enums and enum values that a
/// file declares, one a line as our files are written.
private func declaredSymbols(of path: String) throws -> [String] {
    let text = try String(contentsOf: protoFolder.appending(path: path), encoding: .utf8)
    var symbols: [String] = []
    // What each open brace puts before the names within it.
    var scopes: [String] = []
    for line in text.split(separator: "\n") {
        let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
        let words = code.split { " ;{}(".contains($0) }.map(String.init)
        let scope = scopes.last ?? ""
        var inner = scope
        switch words.first {
        case "package": scopes = ["\(words[1])."]
        case "message", "service":
            symbols.append(scope + words[1])
            inner = "\(scope)\(words[1])."
        case "oneof", "enum", "rpc": symbols.append(scope + words[1])
        case nil, "syntax", "import", "option", "returns", "reserved": break
        default:
            let name = try #require(words.firstIndex(of: "="), "\(line)") - 1
            symbols.append(scope + words[name])
        }
        for character in code {
            if character == "{" { scopes.append(inner) }
            if character == "}" { scopes.removeLast() }
        }
    }
    return symbols
}
