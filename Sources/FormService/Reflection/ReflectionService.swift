internal import FormProtocol
internal import Foundation
internal import GRPCCore
internal import GRPCProtobuf

/// The service `grpc.reflection.v1.ServerReflection`: tells clients such as grpcurl what this server
/// offers.
///
/// For participants only, as everything but health. One answer per question, and nothing is kept in
/// between.
///
/// Source: gRPC Server Reflection Protocol.
struct ReflectionService: WireReflection.SimpleServiceProtocol {
    let participants: ParticipantDirectory
    let index: DescriptorIndex

    /// Answers questions about proto files as long as the client asks some.
    ///
    /// What cannot be found is an answer, not an error.
    ///
    /// - Throws: ``ServiceError`` `.unauthenticated`, `.certificateUnknown`, `.unavailable`.
    func serverReflectionInfo(
        request: RPCAsyncSequence<WireReflectionRequest, any Error>,
        response: RPCWriter<WireReflectionResponse>, context: ServerContext
    ) async throws {
        for try await question in request {
            _ = try await participants.caller(of: context)
            try await response.write(
                .with {
                    $0.validHost = question.host
                    $0.originalRequest = question
                    $0.messageResponse = answer(to: question.messageRequest)
                })
        }
    }

    private func answer(
        to question: WireReflectionRequest.OneOf_MessageRequest?
    ) -> WireReflectionResponse.OneOf_MessageResponse {
        switch question {
        case .listServices:
            .listServicesResponse(
                .with { $0.service = index.services.map { name in .with { $0.name = name } } })
        case .fileByFilename(let name):
            .files(index.findFile(named: name))
        case .fileContainingSymbol(let symbol):
            .files(index.findFile(declaring: symbol))
        case .fileContainingExtension, .allExtensionNumbersOfType:
            .failure(.notFound, "The exchange has no extensions.")
        case nil:
            .failure(.invalidArgument, "The request asks nothing.")
        }
    }
}

/// The service `grpc.reflection.v1alpha.ServerReflection`, which Python's client still asks: the
/// same bytes under an older name.
struct AlphaReflectionService: RegistrableRPCService {
    let current: ReflectionService

    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(
            forMethod: Grpc_Reflection_V1alpha_ServerReflection.Method.ServerReflectionInfo
                .descriptor,
            deserializer: ProtobufDeserializer<WireReflectionRequest>(),
            serializer: ProtobufSerializer<WireReflectionResponse>()
        ) { request, context in
            try await current.serverReflectionInfo(request: request, context: context)
        }
    }
}

typealias WireReflection = Grpc_Reflection_V1_ServerReflection
typealias WireReflectionRequest = Grpc_Reflection_V1_ServerReflectionRequest
typealias WireReflectionResponse = Grpc_Reflection_V1_ServerReflectionResponse

extension WireReflectionResponse.OneOf_MessageResponse {
    fileprivate static func files(_ descriptors: [Data]?) -> Self {
        guard let descriptors else {
            return .failure(.notFound, "The exchange has no such file or symbol.")
        }
        return .fileDescriptorResponse(.with { $0.fileDescriptorProto = descriptors })
    }

    fileprivate static func failure(_ code: Status.Code, _ message: String) -> Self {
        .errorResponse(
            .with {
                $0.errorCode = Int32(code.rawValue)
                $0.errorMessage = message
            })
    }
}
