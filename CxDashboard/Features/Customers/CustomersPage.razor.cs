using CxDashboard.Data;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Customers;

/// <summary>What is said of customers' ids, and the forms to say it in.</summary>
public partial class CustomersPage
{
    private string _alias = "", _into = "", _shared = "";
    private string? _said, _fault;
    private bool _isBusy;

    [Inject] private Store Store { get; set; } = null!;
    [Inject] private Measure Measure { get; set; } = null!;
    [Inject] private ILogger<CustomersPage> Log { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures];

    /// <inheritdoc/>
    protected override async Task<CustomersModel> LoadAsync(CancellationToken ct)
    {
        // The sample's customers are nobody's to join.
        var proposals = Measure.State.IsSample ? [] : await Measure.SharedProposalsAsync(ct);
        return await Task.Run(() =>
        {
            using var reader = Store.OpenReader(Store.Path);
            return new CustomersModel(CustomersQuery.Of(reader, proposals));
        }, ct);
    }

    private async Task SayAsync(CustomerRule rule)
    {
        if (_isBusy) return;
        (_isBusy, _fault, _said) = (true, null, null);
        try
        {
            rule = rule with { Customer = rule.Customer.Trim(), Into = rule.Into?.Trim() };
            var changed = (await CustomersWork.RunAsync(Store, new CustomersRequest { Rule = rule }, CancellationToken.None)).Changed;
            _said = changed ? "It is said, and counts from now on." : "It was so already.";
            (_alias, _into, _shared) = ("", "", "");
            await ReloadAsync();
        }
        catch (CustomerRefusedException e)
        {
            _fault = e.Message;
        }
        catch (SqliteException e)
        {
            Log.LogError(e, "The store did not take a rule of a customer.");
            _fault = "The store did not take that, and nothing was changed. The fault is in the log.";
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>What is said, and what is proposed.</summary>
    public sealed record CustomersModel(IReadOnlyList<CustomerLine> Lines);
}
