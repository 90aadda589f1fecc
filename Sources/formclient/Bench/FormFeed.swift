import FormProtocol
import Synchronization

/// Gives out forms to whoever sends them, each once.
final class FormFeed: Sendable {
    private let forms: BenchForms
    private let used = Atomic(0)

    init(_ forms: BenchForms) {
        self.forms = forms
    }

    /// - Returns: `nil` if none is left.
    func next() -> WireSignedForm? {
        let index = used.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < forms.count ? forms[index] : nil
    }
}
