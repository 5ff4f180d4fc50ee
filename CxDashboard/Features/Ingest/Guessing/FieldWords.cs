using System.Text;
using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>How help desks, phone systems and people call the fields of a record in the headers of their exports: English, German, Dutch, French and Spanish.</summary>
internal static class FieldWords
{
    private static readonly Dictionary<RecordField, string[]> Phrases = new()
    {
        [RecordField.Source] = ["source", "source system", "system", "quelle", "bron", "origine"],
        [RecordField.ExternalId] =
        [
            "external id", "id", "ticket", "ticket id", "ticket no", "ticket number", "ticket nr", "number", "nr", "no", "case id", "case number", "incident", "incident number", "call id", "conversation id",
            "engagement id", "interaction id", "reference", "ref", "key", "issue key", "request id", "vorgang", "vorgangsnummer", "ticketnummer", "nummer", "zaaknummer", "numero", "numero de ticket",
        ],
        [RecordField.Customer] =
        [
            "customer", "customer id", "customer email", "customer number", "client", "client id", "requester", "requester id", "requester email", "caller", "caller id", "contact", "contact id", "user id",
            "end user", "email", "e mail", "phone number", "account", "account id", "reporter", "kunde", "kundennummer", "kunden id", "klant", "klantnummer", "cliente", "contact email", "author",
        ],
        [RecordField.Segment] = ["segment", "tier", "customer type", "customer segment", "plan", "kundengruppe"],
        [RecordField.Channel] = ["channel", "ticket channel", "received via", "via", "via channel", "contact type", "medium", "origin", "contact channel", "kanal", "kanaal", "canal", "contact method", "case origin"],
        [RecordField.Topic] =
        [
            "topic", "category", "ticket type", "type", "subject category", "reason", "contact reason", "issue type", "request type", "kategorie", "thema", "anliegen", "categorie", "onderwerp", "categoria", "motif", "case reason",
        ],
        [RecordField.Product] = ["product", "product purchased", "item", "sku", "service", "produkt", "artikel", "produit", "producto"],
        [RecordField.Region] = ["region", "state", "country", "location", "city", "province", "land", "bundesland", "pays", "pais", "site", "market"],
        [RecordField.Team] = ["team", "group", "assignment group", "queue", "department", "group name", "gruppe", "abteilung", "afdeling", "equipe", "skill group"],
        [RecordField.Direction] = ["direction", "call direction", "richtung"],
        [RecordField.OpenedAt] =
        [
            "opened at", "opened", "open date", "created", "created at", "created date", "creation date", "date created", "date opened", "start", "started at", "start time", "engagement start time", "date", "timestamp",
            "received", "received at", "submitted", "reported at", "call date", "ticket date", "eroffnet", "erstellt", "erstellt am", "angelegt", "datum", "aangemaakt", "geopend", "cree le", "date de creation", "creado", "fecha",
        ],
        [RecordField.FirstReplyAt] =
        [
            "first reply at", "first reply", "first response", "first response at", "first response time", "first replied at", "time to first response", "time to first reply", "speed of answer", "answered at", "reply time",
            "speed of answer in seconds", "assignment to first reply time", "erste antwort", "eerste antwoord", "premiere reponse", "first contact at", "reply time in minutes",
        ],
        [RecordField.FirstUsefulReplyAt] = ["first useful reply at", "first useful reply", "first human reply"],
        [RecordField.ClaimedAt] =
        [
            "claimed at", "closed", "closed at", "closed date", "close date", "date closed", "resolved", "resolved at", "resolved date", "resolution date", "date resolved", "solved at", "solved", "completed at", "ended at",
            "end time", "engagement end time", "time to resolution", "resolution time", "full resolution time", "handle time", "talk duration", "avgtalkduration", "avg talk duration", "geschlossen", "gelost", "erledigt am",
            "afgesloten", "gesloten", "ferme le", "resolu le", "cerrado", "initially solved at",
        ],
        [RecordField.Claimed] = ["claimed", "status", "ticket status", "state", "ident state", "incident state", "ticket status end", "resolved", "solved", "closed", "stage", "statut", "estado", "resolution status"],
        [RecordField.ReopenedCount] = ["reopened count", "reopens", "reopen count", "reopened", "times reopened", "wiedereroffnet", "heropend"],
        [RecordField.ReopenedAt] = ["reopened at", "reopen date"],
        [RecordField.LastClaimedAt] = ["last claimed at", "last closed at", "last resolved at", "latest solved at"],
        [RecordField.Abandoned] = ["abandoned", "answered", "answered y n", "missed", "hung up"],
        [RecordField.Transfers] = ["transfers", "transfer count", "reassignments", "reassignment count", "group stations", "assignee stations", "weiterleitungen", "escalations"],
        [RecordField.WaitingSeconds] = ["waiting seconds", "wait time", "waiting time", "hold time", "total requester wait time seconds", "requester wait time", "queue time", "wartezeit", "wachttijd"],
        [RecordField.Asked] = ["asked", "survey sent", "rating requested", "survey offered", "csat offered"],
        [RecordField.Rating] =
        [
            "rating", "csat", "satisfaction", "satisfaction rating", "customer satisfaction rating", "satisfaction score", "score", "csat score", "stars", "conversation rating", "bewertung", "zufriedenheit", "beoordeling",
            "note", "satisfaction client", "valoracion",
        ],
        [RecordField.RatingScale] = ["rating scale", "scale"],
        [RecordField.RatedAt] = ["rated at", "rating date", "survey date", "csat date"],
        [RecordField.Effort] = ["effort", "ces", "customer effort", "effort score", "customer effort score"],
        [RecordField.Recommend] = ["recommend", "nps", "nps score", "likelihood to recommend", "would recommend", "promoter score"],
        [RecordField.WouldBuyAgain] = ["would buy again", "buy again", "repurchase"],
        [RecordField.Confirmed] = ["confirmed", "customer confirmed", "was it resolved", "issue resolved by customer"],
        [RecordField.Comment] =
        [
            "comment", "comments", "customer complaint", "complaint", "description", "ticket description", "message", "feedback", "text", "body", "verbatim", "survey comment", "kommentar", "beschreibung", "nachricht", "opmerking",
            "commentaire", "comentario", "customer comment",
        ],
        [RecordField.Cost] = ["cost", "call charge", "price", "kosten", "cout", "coste", "handling cost"],
        [RecordField.Cause] = ["cause", "root cause", "ursache", "oorzaak"],
        [RecordField.Policy] = ["policy", "richtlinie"],
        [RecordField.Gesture] = ["gesture", "goodwill"],
    };

    private static readonly string[] Colleagues =
    [
        "agent", "assignee", "assigned to", "agent name", "agent id", "owner", "handled by", "opened by", "created by", "sys created by", "sys updated by", "updated by", "resolved by", "closed by", "operator", "rep", "employee", "submitter",
        "assignee id", "submitter id", "bearbeiter", "mitarbeiter", "medewerker", "behandelaar", "agente",
    ];

    private static readonly string[] MomentWords = ["date", "time", "at", "on", "datum", "zeit", "tijd", "fecha", "heure", "created", "opened", "closed", "resolved", "started", "ended", "timestamp", "start", "end", "am"];

    /// <summary>How well a header names a field: 1 for its very name, 0 for nothing alike.</summary>
    public static double Match(string header, RecordField field)
    {
        var name = Normal(header);
        if (name == Normal(RecordFields.NameOf(field))) return 1.05;
        return Phrases.TryGetValue(field, out var phrases) ? phrases.Max(p => Match(name, p)) : 0;
    }

    /// <summary>Whether a header names one of our own people.</summary>
    public static bool NamesColleague(string header) => Colleagues.Contains(Normal(header), StringComparer.Ordinal);

    /// <summary>Whether a header says that its values are moments.</summary>
    public static bool SoundsLikeMoment(string header) => Normal(header).Split(' ').Intersect(MomentWords, StringComparer.Ordinal).Any();

    /// <summary>Whether a header holds the word.</summary>
    public static bool Has(string header, params ReadOnlySpan<string> words)
    {
        var name = $" {Normal(header)} ";
        foreach (var word in words)
        {
            if (name.Contains($" {word} ", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>"AvgTalk_Duration (s)" as "avg talk duration s": lower case, without accents, words apart.</summary>
    public static string Normal(string header)
    {
        var text = new StringBuilder(header.Length + 8);
        var before = ' ';
        foreach (var c in header.Normalize(NormalizationForm.FormD))
        {
            if (System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark) continue;
            if (!char.IsLetterOrDigit(c))
            {
                Space();
                before = ' ';
                continue;
            }

            if (char.IsUpper(c) && char.IsLower(before)) Space();
            text.Append(char.ToLowerInvariant(c));
            before = c;
        }

        return text.ToString().Trim();

        void Space()
        {
            if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        }
    }

    private static double Match(string name, string phrase)
    {
        if (name == phrase) return 1;
        if (phrase.Length < 3) return 0;
        if ($" {name} ".Contains($" {phrase} ", StringComparison.Ordinal)) return 0.4 + (0.4 * phrase.Length / name.Length);
        return 0;
    }
}
