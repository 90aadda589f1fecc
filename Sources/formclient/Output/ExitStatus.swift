/// What a command's exit status says. The numbers mean the same in every command.
enum ExitStatus: Int32, Sendable {
    /// Done.
    case done = 0
    /// The answer is no: an invalid form, a verification that failed, nothing found.
    case answerIsNo = 1
    /// Used wrongly; of a command that only checks something also: it cannot tell.
    case usage = 2
    /// Refused by the exchange: permission, rule, conflict.
    case refused = 3
    /// Not reachable; try again.
    case unreachable = 4
    /// Local trouble: file, key, profile.
    case local = 5

    /// A check cannot tell, as what it needs cannot be read or found.
    static let undecided = ExitStatus.usage
}
