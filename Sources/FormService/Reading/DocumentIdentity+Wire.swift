internal import FormDocument
internal import FormProtocol

extension DocumentIdentity {
    /// - Throws: ``ServiceError`` `.malformedRequest`.
    init(_ reference: WireFormReference) throws {
        guard let sender = AgencyCode(reference.sender) else {
            throw ServiceError(
                .malformedRequest,
                "The sender is not an agency's code. Codes look like BE-DAP or DE-NW-LKA.")
        }
        guard let id = SubmissionID(reference.id) else {
            throw ServiceError(
                .malformedRequest, "The form's ID is not a UUID of version 7 in lower case.")
        }
        self.init(sender: sender, id: id)
    }

    /// What anyone hears who may not see the form, or asks for one that does not exist.
    var notFound: ServiceError {
        ServiceError(.notFound, "There is no form \(id) of \(sender) for you here.")
    }
}

extension WireFormReference {
    init(_ identity: DocumentIdentity) {
        self.init()
        sender = identity.sender.description
        id = identity.id.description
    }
}
