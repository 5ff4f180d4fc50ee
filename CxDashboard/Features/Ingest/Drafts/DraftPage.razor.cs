using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>One file before it is imported: what each column seems to be and why, what would come of it, and every other way to read it.</summary>
public partial class DraftPage
{
    private bool _isBusy;
    private string? _said;

    /// <summary>The draft.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private ImportDrafts Drafts { get; set; } = null!;
    [Inject] private SavedMaps Saved { get; set; } = null!;
    [Inject] private KeptMessages Messages { get; set; } = null!;
    [Inject] private NavigationManager Addresses { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Imports];

    /// <inheritdoc/>
    protected override Task<DraftModel> LoadAsync(CancellationToken ct)
    {
        var draft = Drafts.Find(Id);
        return Task.FromResult(new DraftModel(draft, draft is null ? null : Drafts.TicketOf(draft), draft?.Guess is { } guess ? Saved.Fitting(guess.Shape) : []));
    }

    private void Choose(Func<MapChoices, MapChoices> change)
    {
        if (Model?.Draft is { } draft) Drafts.Choose(Id, change(draft.Choices), draft.SavedMap);
    }

    private void ChooseOption(int place, string? key)
    {
        if (key is not null) Choose(c => c with { Columns = new Dictionary<int, string>(c.Columns) { [place] = key } });
    }

    private void ChooseValue(int place, (string Value, string Means) said) => Choose(c =>
    {
        var ofColumn = new Dictionary<string, string>(c.Values.GetValueOrDefault(place) ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase) { [said.Value] = said.Means };
        return c with { Values = new Dictionary<int, IReadOnlyDictionary<string, string>>(c.Values) { [place] = ofColumn } };
    });

    // Its columns are those of the part that is read now.
    private void UseMap(SavedMap map)
    {
        if (Model?.Draft is { } draft) Drafts.Choose(Id, map.Choices with { Sheet = draft.Choices.Sheet, Entry = draft.Choices.Entry, Records = draft.Choices.Records }, map.Name);
    }

    private void ChoosePart(PartKind kind, string key)
    {
        if (Model?.Draft is not { } draft) return;
        var part = draft.Choices.Part;
        // What is inside of another file of the archive is something else.
        Drafts.ChoosePart(Id, kind switch { PartKind.Entry => new PartKeys(null, key, null), PartKind.Sheet => part with { Sheet = key }, _ => part with { Records = key } });
    }

    private void SaveMap(string name)
    {
        if (Model?.Draft is not { Draft: not null } draft) return;
        _said = Saved.Save(name, draft);
    }

    private void Import()
    {
        try
        {
            Drafts.Import(Id, "the page Import");
        }
        catch (ImportRefusedException e)
        {
            _said = e.Message;
        }
    }

    private async Task UseForWebhookAsync()
    {
        if (_isBusy || Model?.Draft is not { Webhook: { } webhook } draft) return;
        _isBusy = true;
        try
        {
            _said = await Messages.UseAsync(draft, CancellationToken.None);
            Saved.Save(webhook, draft);
            Drafts.Discard(Id);
            Addresses.NavigateTo($"/webhooks/{webhook}");
        }
        catch (WebhookRefusedException e)
        {
            _said = e.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task CancelAsync()
    {
        if (_isBusy) return;
        _isBusy = true;
        await Drafts.CancelAsync(Id);
        _isBusy = false;
    }

    /// <summary>The draft, how its import stands, and the saved maps of such files; no draft where it is gone.</summary>
    public sealed record DraftModel(ImportDraft? Draft, ImportTicket? Ticket, IReadOnlyList<SavedMap> SavedMaps);
}
