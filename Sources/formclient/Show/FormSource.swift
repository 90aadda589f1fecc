import FormDocument
import FormSchemas

/// Where forms come from that somebody wants to read: files, and the exchange.
struct FormSource: Sendable {
    let session: Session
    /// Who sent the forms that are named by their IDs.
    let sender: AgencyCode?

    /// A form, and what does not hold of it.
    struct Found: Sendable {
        let form: ShownForm
        let trouble: ClientError?
    }

    /// Reads what is there under this name; otherwise it is an ID: of a form that is kept here, or
    /// of one that the exchange has.
    ///
    /// - Throws: ``ClientError``, `.answerIsNo` if it is no form.
    func find(_ name: String) async throws -> Found {
        if name == "-" || LocalFile.exists(name) { return try await read(name) }
        guard !name.contains("/"), !name.hasSuffix(".json") else {
            throw ClientError(.local, .fileMissing(name))
        }
        let profile = try session.profile()
        let state = try StateFolder(profile)
        let lookup = FormLookup(state: state, sender: sender)
        if let kept = try lookup.findHere(name).map(state.bundlePath(of:)),
            LocalFile.exists(kept)
        {
            return try await read(kept)
        }
        let access = try session.access(profile)
        let bundle = try await ExchangeConnection.open(profile, session.console) { connection in
            let form = try await lookup.find(name, access, over: connection)
            return try Bundle(try await connection.get(form, access))
        }
        let report = try await check(bundle, as: profile)
        return Found(
            form: try ShownForm(bundle, named: name, report),
            trouble: report.isVerified ? nil : report.error(about: bundle))
    }

    private func read(_ path: String) async throws -> Found {
        switch try FormFile(path).content() {
        case .unreadable(let error):
            throw ClientError(.answerIsNo, .notJSON(path, error))
        case .draft(let draft):
            return Found(form: try ShownForm(draft, named: path), trouble: nil)
        case .bundle(let bundle):
            guard let profile = try session.profileIfAny() else {
                return Found(form: try ShownForm(bundle, named: path, nil), trouble: nil)
            }
            let report = try await check(bundle, as: profile)
            return Found(
                form: try ShownForm(bundle, named: path, report),
                // A form that is not accepted yet has nothing that fails.
                trouble: report.hasFailure ? report.error(about: bundle) : nil)
        }
    }

    private func check(_ bundle: Bundle, as profile: Profile) async throws -> BundleReport {
        await bundle.verify(
            roots: try Credentials.roots(profile.trust), exchanges: [profile.exchangeKey])
    }
}

extension BundleReport {
    /// What does not hold of a form, for its reader.
    func error(about bundle: Bundle) -> ClientError {
        ClientError(
            .answerIsNo, .formDoesNotVerify,
            details: checks.filter { $0.outcome != .passed }.map {
                Phrase(verbatim: "\($0.name.rawValue):") + .finding($0, in: bundle)
            })
    }
}
