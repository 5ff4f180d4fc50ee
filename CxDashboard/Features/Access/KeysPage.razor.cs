using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Access;

/// <summary>The keys to the API: what each may do, and the form that makes one, which is shown this once.</summary>
public partial class KeysPage
{
    private const string By = "the page Keys";

    private string _name = "", _scope = KeyScopes.Read, _source = "";
    private string? _said, _fault;
    private MadeKey? _made;
    private bool _isBusy;

    [Inject] private KeyRing Ring { get; set; } = null!;
    [Inject] private Measure Measure { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;
    [Inject] private ILogger<KeysPage> Log { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Keys];

    /// <inheritdoc/>
    protected override Task<KeysModel> LoadAsync(CancellationToken ct) => Task.FromResult(new KeysModel([.. Ring.All.Reverse()], Local(Instant.Now(Clock))));

    private Task AddAsync() => DoAsync(async () =>
    {
        _made = await Ring.AddAsync(_name, [_scope == KeyScopes.Ingest ? KeyScopes.Ingest + _source.Trim() : _scope], By, CancellationToken.None);
        (_name, _source) = ("", "");
    });

    private Task RevokeAsync(ApiKey key) => DoAsync(async () =>
    {
        var revoked = await Ring.RevokeAsync(key.Prefix, CancellationToken.None);
        if (_made?.Key.Id == revoked.Id) _made = null;
        _said = $"The key “{revoked.Name}” opens nothing any more.";
    });

    private async Task DoAsync(Func<Task> work)
    {
        if (_isBusy) return;
        (_isBusy, _fault, _said) = (true, null, null);
        try
        {
            await work();
            await ReloadAsync();
        }
        catch (KeyRefusedException e)
        {
            _fault = e.Message;
        }
        catch (SqliteException e)
        {
            Log.LogError(e, "The store did not take a change of a key.");
            _fault = $"Nothing was changed, because {StoreFaults.Why(e)}.";
        }
        finally
        {
            _isBusy = false;
        }
    }

    private string Moment(Instant at, DateTimeOffset now) => Figures.Moment(Local(at), now);

    private DateTimeOffset Local(Instant at) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), Measure.State.Zone);

    /// <summary>Every key, newest first, and the moment from which times are told.</summary>
    public sealed record KeysModel(IReadOnlyList<ApiKey> Keys, DateTimeOffset Now);
}
