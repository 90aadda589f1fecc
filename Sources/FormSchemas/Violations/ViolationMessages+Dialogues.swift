extension ViolationMessages {
    /// What is said of a form that the sender has never seen, whatever names it.
    private static let unknownForm: Entry = (
        "u hebt geen formulier {name} van {sender} met de identificatie {id} verzonden of "
            + "ontvangen; noem er een dat u kent",
        "vous n'avez ni envoyé ni reçu de formulaire {name} de {sender} portant "
            + "l'identifiant {id} ; indiquez-en un que vous connaissez",
        "Sie haben kein Formular {name} von {sender} mit der Kennung {id} gesendet oder "
            + "erhalten; nennen Sie eines, das Sie kennen",
        "you have neither sent nor received a form {name} from {sender} with the identifier "
            + "{id}; name one that you know"
    )

    /// What is said of a form that has a newer version.
    private static let supersededForm: Entry = (
        "dat formulier is intussen verbeterd; het nieuwste is {expected}",
        "ce formulaire a été rectifié entre-temps ; le plus récent est {expected}",
        "jenes Formular wurde inzwischen berichtigt; das neueste ist {expected}",
        "that form has been corrected since; the newest is {expected}"
    )

    /// What `REPLY_NOT_FORESEEN` says of a turn that answers nothing at all.
    static let answersNothing: Entry = (
        "{turn} beantwoordt geen ander formulier: laat in_reply_to weg; een {name} wordt "
            + "beantwoord door: {expected}",
        "{turn} ne répond à aucun autre formulaire : supprimez in_reply_to ; répondent à "
            + "{name} : {expected}",
        "{turn} antwortet auf kein anderes Formular: Lassen Sie in_reply_to weg; auf {name} "
            + "antworten: {expected}",
        "{turn} answers no other form: remove in_reply_to; {name} is answered by: {expected}"
    )

    /// What stands in place of a list of forms that has none.
    static let noForm: Entry = (
        "geen formulier", "aucun formulaire", "kein Formular", "no form"
    )

    /// The messages of violations of a form in its dialogue.
    static let dialogues: [ViolationCode: Entry] = [
        .replyMissing: (
            "dit formulier beantwoordt altijd een ander: {expected}",
            "ce formulaire répond toujours à un autre : {expected}",
            "dieses Formular antwortet immer auf ein anderes: {expected}",
            "this form always answers another one: {expected}"
        ),
        .replyUnknown: unknownForm,
        .senderIsNotCaller: (
            "het formulier is van {name}, uw certificaat van {expected}; alleen de afzender kan een "
                + "formulier indienen",
            "le formulaire est de {name}, votre certificat de {expected} ; seul l'émetteur peut "
                + "soumettre un formulaire",
            "das Formular ist von {name}, Ihr Zertifikat von {expected}; nur der Absender kann ein "
                + "Formular einreichen",
            "the form is from {name}, your certificate is one of {expected}; only the sender can "
                + "submit a form"
        ),
        .recipientUnknown: (
            "{name} neemt niet deel aan deze uitwisseling; richt het formulier aan een deelnemer",
            "{name} ne participe pas à cet échange ; adressez le formulaire à un participant",
            "{name} ist kein Teilnehmer dieser Austauschstelle; richten Sie das Formular an einen "
                + "Teilnehmer",
            "{name} is no participant of this exchange; address the form to one"
        ),
        .replyNotForeseen: (
            "dit formulier beantwoordt geen {name}; dit formulier: {own}; een {name}: {expected}",
            "ce formulaire ne répond pas à un {name} ; il répond à : {own} ; répondent à {name} : {expected}",
            "dieses Formular antwortet nicht auf {name}; es antwortet auf: {own}; auf {name} antworten: {expected}",
            "this form does not answer {name}; it answers: {own}; {name} is answered by: {expected}"
        ),
        .replySuperseded: supersededForm,
        .replyWithdrawn: (
            "dat formulier, of een dat het beantwoordt, is ingetrokken; het kan niet meer worden "
                + "beantwoord, een antwoord erop alleen nog ingetrokken (actie WITHDRAW)",
            "ce formulaire, ou un autre auquel il répond, a été retiré ; il n'appelle plus de "
                + "réponse, et une réponse ne peut plus qu'être retirée (action WITHDRAW)",
            "jenes Formular, oder eines, das es beantwortet, wurde zurückgezogen; es kann nicht "
                + "mehr beantwortet, eine Antwort nur noch zurückgezogen werden (Vorgang WITHDRAW)",
            "that form, or one that it answers, has been withdrawn; it can no longer be answered, "
                + "and an answer to it only be withdrawn (action WITHDRAW)"
        ),
        .replyNotYours: (
            "dit antwoord kan alleen komen van: {expected}",
            "cette réponse ne peut venir que de : {expected}",
            "diese Antwort kann nur kommen von: {expected}",
            "this answer can only come from: {expected}"
        ),
        .replyTwice: (
            "u hebt al geantwoord, met {expected}; verbeter dat antwoord (actie CORRECT)",
            "vous avez déjà répondu, par {expected} ; rectifiez cette réponse (action CORRECT)",
            "Sie haben schon geantwortet, mit {expected}; berichtigen Sie diese Antwort (Vorgang CORRECT)",
            "you have answered already, with {expected}; correct that answer (action CORRECT)"
        ),
        .recipientMissing: (
            "dit formulier moet ook gaan naar: {expected}",
            "ce formulaire doit aussi être adressé à : {expected}",
            "dieses Formular muss auch gehen an: {expected}",
            "this form must also go to: {expected}"
        ),
        .caseDiffers: (
            "het formulier hoort bij dossier {expected}",
            "le formulaire appartient au dossier {expected}",
            "das Formular gehört zum Vorgang {expected}",
            "the form belongs to case {expected}"
        ),
        .stateForbids: (
            "toestand van de dialoog: {label_nl} ({state}); nu mogelijk: {expected}",
            "état du dialogue : {label_fr} ({state}) ; possible à présent : {expected}",
            "Zustand des Dialogs: {label_de} ({state}); jetzt möglich: {expected}",
            "state of the dialogue: {label_en} ({state}); possible now: {expected}"
        ),
        .correctsUnknown: (
            "u hebt geen formulier {name} met deze identificatie verzonden",
            "vous n'avez pas envoyé de formulaire {name} portant cet identifiant",
            "Sie haben kein Formular {name} mit dieser Kennung gesendet",
            "you have sent no form {name} with this identifier"
        ),
        .correctsOtherForm: (
            "een verbetering is hetzelfde formulier en beantwoordt hetzelfde: {expected}",
            "une rectification est le même formulaire et répond à la même chose : {expected}",
            "eine Berichtigung ist dasselbe Formular und antwortet auf dasselbe: {expected}",
            "a correction is the same form and answers the same: {expected}"
        ),
        .correctsSuperseded: (
            "dat formulier is al verbeterd; het nieuwste is {expected}",
            "ce formulaire a déjà été rectifié ; le plus récent est {expected}",
            "jenes Formular wurde schon berichtigt; das neueste ist {expected}",
            "that form has been corrected already; the newest is {expected}"
        ),
        .correctsWithdrawn: (
            "dat formulier is ingetrokken; verzend een nieuw (actie NEW)",
            "ce formulaire a été retiré ; envoyez-en un nouveau (action NEW)",
            "jenes Formular wurde zurückgezogen; senden Sie ein neues (Vorgang NEW)",
            "that form has been withdrawn; send a new one (action NEW)"
        ),
        .resendChanged: (
            "wat wordt ingetrokken of opnieuw verzonden, blijft ongewijzigd; verbeter het met CORRECT",
            "ce qui est retiré ou renvoyé reste inchangé ; pour le modifier, utilisez CORRECT",
            "was zurückgezogen oder erneut gesendet wird, bleibt unverändert; ändern Sie es mit CORRECT",
            "what is withdrawn or sent again stays unchanged; change it with CORRECT"
        ),
        .referenceUnknown: unknownForm,
        .referenceSuperseded: supersededForm,
        .referenceWithdrawn: (
            "dat formulier is ingetrokken; verwijs naar een ander",
            "ce formulaire a été retiré ; renvoyez à un autre",
            "jenes Formular wurde zurückgezogen; verweisen Sie auf ein anderes",
            "that form has been withdrawn; refer to another"
        ),
        .referenceOtherForm: (
            "hier hoort een van deze formulieren: {expected}",
            "on attend ici l'un de ces formulaires : {expected}",
            "hier gehört eines dieser Formulare hin: {expected}",
            "one of these forms belongs here: {expected}"
        ),
        .actionNotForeseen: (
            "dit formulier kent de handeling {name} niet; mogelijk zijn: {expected}",
            "ce formulaire ne connaît pas l'action {name} ; sont possibles : {expected}",
            "dieses Formular kennt den Vorgang {name} nicht; möglich sind: {expected}",
            "this form has no action {name}; possible are: {expected}"
        ),
        .turnNotForeseen: (
            "in een bulkindiening van dit formulier kan hier alleen staan: {expected}",
            "dans un envoi groupé de ce formulaire, seul est admis ici : {expected}",
            "in einer Sammeleinreichung dieses Formulars kann hier nur stehen: {expected}",
            "in a bulk submission of this form only this can stand here: {expected}"
        ),
        .dialogueTooLong: (
            "het dossier heeft te veel formulieren; open een nieuw",
            "le dossier compte trop de formulaires ; ouvrez-en un nouveau",
            "der Vorgang hat zu viele Formulare; eröffnen Sie einen neuen",
            "the case has too many forms; open a new one"
        ),
        .tooManyFacts: (
            "latere formulieren kunnen hieraan niet worden getoetst: zijn lijsten nemen meer dan "
                + "{limit} bytes in; verdeel ze over verschillende formulieren",
            "les formulaires suivants ne peuvent y être confrontés : ses listes dépassent {limit} "
                + "octets ; répartissez-les sur plusieurs formulaires",
            "spätere Formulare können hieran nicht gemessen werden: seine Listen nehmen mehr als "
                + "{limit} Bytes ein; verteilen Sie sie auf mehrere Formulare",
            "later forms cannot be held against this one: its lists take more than {limit} bytes; "
                + "spread them over several forms"
        ),
    ]
}
