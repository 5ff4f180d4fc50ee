using CxDashboard.Domain.Time;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>The systems that records are fetched from, how far each is, and the form that adds one.</summary>
public partial class ConnectorsPage
{
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private string _kind = ConnectorKind.All[0].Name, _name = ConnectorKind.All[0].Name;
    private DateOnly _from;
    private bool _pseudonymise, _isBusy;
    private string? _said, _fault, _removing;

    [Inject] private ConnectorShelf Shelf { get; set; } = null!;
    [Inject] private Puller Puller { get; set; } = null!;
    [Inject] private IOptions<WorkspaceOptions> Workspace { get; set; } = null!;
    [Inject] private TimeProvider Now { get; set; } = null!;

    private ConnectorKind Kind => ConnectorKind.Find(_kind)!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Imports];

    /// <inheritdoc/>
    protected override Task<ConnectorsModel> LoadAsync(CancellationToken ct) =>
        Task.Run(() => new ConnectorsModel([.. Shelf.All().Select(c => ConnectorLine.Of(c.Settings, c.State, Workspace.Value.ZoneInfo))]), ct);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        _from = DateOnly.FromDateTime(Now.GetUtcNow().Date).AddYears(-1);
    }

    private Task TryAsync() => DoAsync(async () =>
    {
        if (Read() is { } settings) _said = await Puller.TryAsync(settings, SecretAnswer, CancellationToken.None);
    });

    private Task AddAsync() => DoAsync(async () =>
    {
        if (Read() is not { } settings) return;
        await Shelf.SaveAsync(settings, SecretAnswer, CancellationToken.None);
        // A secret is not kept in the page either.
        foreach (var field in Kind.Fields.Where(f => f.IsSecret)) _answers.Remove(field.Name);
        _said = $"{settings.Name} is asked now, and every minute from now on.";
        await ReloadAsync();
        await Puller.PullAsync(settings.Name, CancellationToken.None);
    });

    private Task AskAsync(ConnectorLine line) => line.IsPaused ? Task.CompletedTask : DoAsync(async () =>
    {
        var records = await Puller.PullAsync(line.Name, CancellationToken.None);
        _said = records == 0 ? $"{line.Name} has nothing new." : $"{records:N0} came from {line.Name}.";
    });

    private Task PauseAsync(ConnectorLine line) => DoAsync(() => Shelf.PauseAsync(line.Name, CancellationToken.None));

    private Task StartAgainAsync(ConnectorLine line) => DoAsync(async () =>
    {
        await Shelf.StartAgainAsync(line.Name, CancellationToken.None);
        _said = $"{line.Name} is fetched from the beginning again; what is here already does not come twice.";
    });

    // Asked twice: the secret cannot be had back.
    private Task RemoveAsync(ConnectorLine line)
    {
        if (_removing != line.Name)
        {
            _removing = line.Name;
            return Task.CompletedTask;
        }

        return DoAsync(async () =>
        {
            await Shelf.RemoveAsync(line.Name, CancellationToken.None);
            _said = $"{line.Name} is not asked any more, and its secret is gone. Its records stay.";
        });
    }

    private string SecretAnswer => Kind.Fields.FirstOrDefault(f => f.IsSecret) is { } secret ? _answers.GetValueOrDefault(secret.Name, "").Trim() : "";

    private ConnectorSettings? Read()
    {
        var (name, kind) = (_name.Trim(), Kind);
        var isKnown = Shelf.Find(name) is not null;
        _fault = name.Length == 0 ? "The name of the source is missing." : name.Any(char.IsControl) ? "The name of the source has characters that cannot be seen." : null;
        foreach (var field in kind.Fields)
        {
            var answer = _answers.GetValueOrDefault(field.Name, "").Trim();
            if (field.IsSecret && answer.Length == 0 && isKnown) continue;
            _fault ??= field.Fault(answer);
        }

        if (_fault is not null) return null;
        return new ConnectorSettings
        {
            Name = name,
            Kind = kind.Name,
            Answers = kind.Fields.Where(f => !f.IsSecret).ToDictionary(f => f.Name, f => _answers.GetValueOrDefault(f.Name, "").Trim(), StringComparer.Ordinal),
            From = Instant.From(new DateTimeOffset(_from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)),
            Pseudonymises = _pseudonymise,
        };
    }

    private async Task DoAsync(Func<Task> work)
    {
        if (_isBusy) return;
        (_isBusy, _fault, _said, _removing) = (true, null, null, null);
        try
        {
            await work();
            await ReloadAsync();
        }
        catch (ConnectorFaultException e)
        {
            _fault = e.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>What is fetched from, by name.</summary>
    public sealed record ConnectorsModel(IReadOnlyList<ConnectorLine> Lines);
}
