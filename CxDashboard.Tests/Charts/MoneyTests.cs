using System.Globalization;
using CxDashboard.Charts;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(11.54, "EUR", "€ 11.54")]
    [InlineData(3199.4, "EUR", "€ 3,199")]
    [InlineData(99.996, "CHF", "CHF 100.00")]
    [InlineData(-7.5, "GBP", "−£ 7.50")]
    [InlineData(-0.001, "USD", "$ 0.00")]
    [InlineData(12, null, "12.00")]
    public void Amount_HasItsSignOrCode_AndCentsOnlyBelowAHundred(double value, string? currency, string words) =>
        Assert.Equal(words, Money.Write(value, currency, CultureInfo.InvariantCulture).Replace('\u00A0', ' '));
}
