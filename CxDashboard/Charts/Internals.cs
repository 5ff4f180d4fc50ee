using System.Runtime.CompilerServices;

// The tests measure words with the same table, and check that table against real fonts.
[assembly: InternalsVisibleTo("CxDashboard.Tests")]
