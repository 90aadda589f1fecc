import FormDocument
import FormProtocol
import FormSchemas

/// Finds the inspection that the user means: by its ID or that of any form of its dialogue, either
/// of which may be shortened to what is unique.
struct InspectionLookup: Sendable {
    let forms: FormLookup
    let agency: AgencyCode

    /// - Throws: ``ClientError``, `.answerIsNo` if the agency sees nothing of such an inspection.
    func find(
        _ text: String, _ access: StatedAccess, over connection: ExchangeConnection
    ) async throws -> WireInspection {
        let form = try await forms.find(text, access, over: connection)
        do {
            return try await connection.inspection(form, access)
        } catch let error as ClientError where error.reason == RefusalReason.notFound.rawValue {
            guard let opening = try await opening(of: form, access, over: connection),
                opening != form
            else { throw error }
            return try await connection.inspection(opening, access)
        }
    }

    /// The form that names the inspection which a form belongs to; `nil` if there is none.
    private func opening(
        of form: DocumentIdentity, _ access: StatedAccess, over connection: ExchangeConnection
    ) async throws -> DocumentIdentity? {
        let found: WireGetCaseResponse
        do {
            found = try await CaseLookup(forms: forms).find(
                form.id.description, access, over: connection)
        } catch let error as ClientError where error.status == .answerIsNo {
            return nil
        }
        let view = CaseView(found, for: agency)
        return view.form(WireFormReference(form)).flatMap { view.inspection(of: $0) }
            .flatMap { DocumentIdentity($0) }
    }
}

extension CaseView {
    /// The first form of the chain that describes the case which a form belongs to: it names the
    /// inspection. `nil` if the agency sees none.
    func inspection(of form: WireCaseForm) -> WireFormReference? {
        var form = form
        // At most as many steps as there are forms, whatever the exchange says.
        for _ in forms.indices {
            form = first(of: form)
            if form.name == PlanStep.situation { return form.summary.reference }
            guard form.summary.hasInReplyTo, let original = self.form(form.summary.inReplyTo) else {
                return nil
            }
            form = original
        }
        return nil
    }

    /// The first form of its chain of corrections that the agency sees.
    private func first(of form: WireCaseForm) -> WireCaseForm {
        forms.first { $0.newest == form.newest } ?? form
    }
}

extension WireCaseForm {
    var name: TurnName { TurnName(form: summary.form, turn: summary.turn) }
}
