using CxDashboard.Measuring.Columns;
namespace CxDashboard.Measuring;

/// <summary>
/// Fields that name our own people are kept with the record, but are never a measure or a slice. A source's map says which
/// they are; usual names of such fields are known besides.
/// </summary>
internal static class Colleagues
{
    private static readonly string[] UsualNames =
        ["agent", "assignee", "assigned", "employee", "advisor", "adviser", "representative", "operator", "opened_by", "closed_by", "resolved_by", "created_by", "updated_by", "handled_by", "owner", "staff", "sys_created_by", "sys_updated_by"];

    private static readonly string[] Endings = ["id", "name", "email", "mail", "to"];

    public static bool Names(string field, IEnumerable<SourceFacts> sources) =>
        sources.Any(s => s.ColleagueFields.Contains(field, StringComparer.OrdinalIgnoreCase)) || IsUsualName(field);

    private static bool IsUsualName(string field)
    {
        var name = field.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return UsualNames.Any(usual => name == usual || Endings.Any(ending => name == usual + "_" + ending || name == usual + ending));
    }
}
