import FormSchemas

/// The joint inspection in Coesfeld by Germany and the Netherlands, on the day after the visit.
struct JointInspection: Sendable {
    private let story: Story
    let situation: StoryForm
    let request: StoryForm
    let answer: StoryForm
    /// The plan, whose window is still open so that it can be signed.
    let plan: StoryForm

    init() throws {
        story = try Story("SOC-05/de-nw-fks-meat-vulnerable-workers", "/body/visit/end")
        situation = try story["SOC-01/de-nw-fks-meat-complaint"]
        request = try story["SOC-02/de-nw-fks-asks-nl-urgent"]
            .delaying("/body/answer_by", days: 8)
        answer = try story["SOC-02/nl-la-agrees-urgent"]
        plan = try story["SOC-03/nl-la-plan-coesfeld-joint-by-recipient"]
            .delaying("/body/window/until", days: 2)
    }

    subscript(sample: String) -> StoryForm {
        get throws { try story[sample] }
    }

    /// A party's signature over the plan as the exchange gave it to that party.
    func signature(_ agency: String, _ cast: Cast) async throws -> StoryForm {
        let sample = agency == "NL-LA" ? "nl-la" : "de-nw-fks"
        return try story["SOC-03/\(sample)-signs-coesfeld"].setting(
            "/body/content_hash", .string(try await cast.digest(of: plan, by: agency)))
    }
}

/// The concerted inspection of greenhouses by the Netherlands, Belgium and Luxembourg, on the day
/// after the visits.
struct ConcertedInspection: Sendable {
    private let story: Story
    let situation: StoryForm
    let request: StoryForm
    let firstPlan: StoryForm
    let plan: StoryForm

    init() throws {
        story = try Story("SOC-05/nl-la-greenhouse", "/body/visit/end")
        situation = try story["SOC-01/nl-la-agency-work-horticulture"]
        request = try story["SOC-02/nl-la-asks-be-lu"]
        firstPlan = try story["SOC-03/nl-la-plan-horticulture-concerted"]
            .delaying("/body/window/until", days: 2)
        plan = try story["SOC-03/nl-la-plan-horticulture-corrected"]
            .delaying("/body/window/until", days: 2)
    }

    subscript(sample: String) -> StoryForm {
        get throws { try story[sample] }
    }

    /// A party's signature over a plan as the exchange gave it to that party.
    func signature(
        _ agency: String, of plan: StoryForm, _ cast: Cast
    ) async throws -> StoryForm {
        let name = "\(agency.lowercased())-signs-horticulture-corrected"
        return try story["SOC-03/\(name)"].answering(plan).setting(
            "/body/content_hash", .string(try await cast.digest(of: plan, by: agency)))
    }
}
