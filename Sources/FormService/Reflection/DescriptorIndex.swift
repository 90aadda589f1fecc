internal import FormSchemas
internal import Foundation
internal import SwiftProtobuf

/// The proto files of the exchange, found by their names and by what they declare.
struct DescriptorIndex: Sendable {
    private struct File {
        /// The serialized `google.protobuf.FileDescriptorProto`.
        let descriptor: Data
        let imports: [String]
    }

    /// The full names of all services, sorted.
    let services: [String]
    private var files: [String: File] = [:]
    private var fileOfSymbol: [String: String] = [:]

    /// What scripts/generate-proto found in `proto/`.
    static let builtIn: DescriptorIndex = {
        do {
            return try DescriptorIndex(serialized: Data(EmbeddedFiles.descriptors))
        } catch {
            preconditionFailure("the embedded descriptors are damaged: \(error)")
        }
    }()

    /// - Parameter serialized: a `google.protobuf.FileDescriptorSet` with everything that its files
    ///   import.
    /// - Throws: SwiftProtobuf's error for bytes that are no such set.
    init(serialized: Data) throws {
        let set = try Google_Protobuf_FileDescriptorSet(serializedBytes: serialized)
        services = set.file.flatMap(\.services).sorted()
        for file in set.file {
            files[file.name] = File(
                descriptor: try file.serializedData(), imports: file.dependency)
            for symbol in file.symbols { fileOfSymbol[symbol] = file.name }
        }
    }

    /// Finds a file by its name, such as `benelux/forms/v1/exchange.proto`.
    ///
    /// - Returns: the serialized descriptors of the file and then of all that it imports, directly
    ///   or not, each once; `nil` if there is no such file.
    func findFile(named name: String) -> [Data]? {
        guard let file = files[name] else { return nil }
        var found = [file]
        var seen: Set = [name]
        var next = 0
        while next < found.count {
            for name in found[next].imports where seen.insert(name).inserted {
                if let file = files[name] { found.append(file) }
            }
            next += 1
        }
        return found.map(\.descriptor)
    }

    /// Finds the file that declares a service, method, message, field, oneof, enum or enum value by
    /// its full name; otherwise as ``findFile(named:)``.
    func findFile(declaring symbol: String) -> [Data]? {
        fileOfSymbol[symbol].flatMap(findFile(named:))
    }
}

extension Google_Protobuf_FileDescriptorProto {
    fileprivate var services: [String] { service.map { "\(package).\($0.name)" } }

    /// The full names of everything that the file declares; it has a package, and no extensions.
    fileprivate var symbols: [String] {
        var symbols = services
        for service in service {
            symbols += service.method.map { "\(package).\(service.name).\($0.name)" }
        }
        for message in messageType { symbols += message.symbols("\(package).") }
        for type in enumType { symbols += type.symbols("\(package).") }
        return symbols
    }
}

extension Google_Protobuf_DescriptorProto {
    fileprivate func symbols(_ outer: String) -> [String] {
        let inner = "\(outer)\(name)."
        var symbols = [outer + name]
        symbols += field.map { inner + $0.name }
        symbols += oneofDecl.map { inner + $0.name }
        for message in nestedType { symbols += message.symbols(inner) }
        for type in enumType { symbols += type.symbols(inner) }
        return symbols
    }
}

extension Google_Protobuf_EnumDescriptorProto {
    /// The values of an enum are declared beside it, not in it, as in C++.
    fileprivate func symbols(_ outer: String) -> [String] {
        [outer + name] + value.map { outer + $0.name }
    }
}
