import ArgumentParser
import FormSchemas

/// A command of the client: it has the common options, and fails with the client's own errors.
protocol ClientCommand: AsyncParsableCommand {
    var common: CommonOptions { get }

    /// Does what the command is for.
    ///
    /// - Throws: ``ClientError``, which is said to the user; ``LogAlarm``, of which the evidence is
    ///   kept; ``SilentEnd`` if all is said.
    func perform(_ session: Session) async throws
}

extension ClientCommand {
    func run() async throws {
        let session: Session
        do {
            session = try Session(common)
        } catch {
            // Without a session the locale is the best guess at the reader's language.
            Terminal.write(error.text(in: Session.localeLanguage ?? .en) + "\n", to: 2)
            throw ExitCode(error.status.rawValue)
        }
        let status = try await status(of: session)
        if let why = Terminal.outputFailure {
            session.console.say(ClientError(.local, .outputUnwritable(why)))
            throw ExitCode(ExitStatus.local.rawValue)
        }
        if status != .done { throw ExitCode(status.rawValue) }
    }

    private func status(of session: Session) async throws -> ExitStatus {
        do {
            try await perform(session)
            return .done
        } catch let end as SilentEnd {
            return end.status
        } catch let error as ClientError {
            session.console.say(error)
            return error.status
        } catch let alarm as LogAlarm {
            let report = AlarmReport(
                alarm, try session.profile(), in: session.console.language)
            if session.console.isJSON { session.console.show(report.json) }
            session.console.say(report.error)
            return report.error.status
        }
    }
}

/// What a command works with: its console and the profile that was chosen.
struct Session: Sendable {
    let console: Console
    private let options: Options
    private let chosenProfile: Result<Profile, ClientError>

    /// The part of the common options that is needed after start.
    private struct Options: Sendable {
        let officer: String?
        let reason: String?
        let yes: Bool
        let namesProfile: Bool
    }

    /// - Throws: ``ClientError`` `.usage` if `--lang` is no language of the client.
    init(_ common: CommonOptions) throws(ClientError) {
        do {
            let folder = try ProfileLocation.find(named: common.profile)
            chosenProfile = .success(try Profile(folder: folder))
        } catch {
            chosenProfile = .failure(error)
        }
        let profile = try? chosenProfile.get()
        var language = profile?.language ?? Self.localeLanguage ?? .en
        if let tag = common.lang {
            guard let chosen = Language(tag: tag) else {
                throw ClientError(.usage, .unknownLanguage(tag))
            }
            language = chosen
        }
        console = Console(
            language: language, json: common.json, quiet: common.quiet, noColor: common.noColor)
        options = Options(
            officer: common.officer, reason: common.reason, yes: common.yes,
            namesProfile: common.profile != nil)
    }

    /// The language of the environment, if the client speaks it.
    static var localeLanguage: Language? {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = Terminal.environment(name) { return Language(tag: value) }
        }
        return nil
    }

    /// The profile, for commands that cannot do without.
    func profile() throws(ClientError) -> Profile {
        try chosenProfile.get()
    }

    /// The profile if there is one. One that was named and cannot be used is an error all the same.
    func profileIfAny() throws(ClientError) -> Profile? {
        switch chosenProfile {
        case .success(let profile): return profile
        case .failure(let error):
            if options.namesProfile { throw error }
            return nil
        }
    }

    /// Whether a file may be written: nothing there would be lost, or the user agrees.
    func requireMayWrite(_ path: String) throws(ClientError) {
        guard LocalFile.exists(path), !LocalFile.isStream(path), !options.yes else { return }
        guard console.confirm(.overwrite(path)) else {
            throw ClientError(.local, .fileExists(path), advice: .useYes)
        }
    }

    var officer: String? { options.officer }

    /// On whose behalf something is read and why; asked for on a terminal where it is missing.
    func access(_ profile: Profile) throws(ClientError) -> StatedAccess {
        guard let officer = options.officer ?? profile.officer ?? console.ask(.askOfficer) else {
            throw ClientError(.usage, .officerNeeded, advice: .useOfficer)
        }
        guard let reason = options.reason ?? console.ask(.askReason) else {
            throw ClientError(.usage, .reasonNeeded, advice: .useReason)
        }
        return StatedAccess(officer: officer, reason: reason)
    }
}

/// Who reads, and why.
struct StatedAccess: Sendable {
    let officer: String
    let reason: String
}
