using System.Text;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest;

/// <summary>Gives a customer the id that the store uses.</summary>
public delegate string CustomerNaming(string customer);

/// <summary>The ways in which customers are called.</summary>
internal static class CustomerNamings
{
    /// <summary>By their address or number, or by a keyed hash of it.</summary>
    /// <exception cref="ImportRefusedException">The key cannot be read or made.</exception>
    public static CustomerNaming Of(bool pseudonymises, DataFolder folder)
    {
        var ids = pseudonymises ? CustomerIds.Hashed(folder.KeysPath) : CustomerIds.Plain;
        return customer => ids.Of(Encoding.UTF8.GetBytes(customer.Trim()));
    }
}
