using CxDashboard.Data;
using Xunit;

namespace CxDashboard.Tests.Data;

public sealed class DataFolderTests
{
    [Fact]
    public void TheOption_WinsOverTheVariable() =>
        Assert.Equal(Path.GetFullPath("here"), DataFolder.Resolve("here", "/there", "/program").Path);

    [Fact]
    public void TheVariable_WinsOverTheDefault() =>
        Assert.Equal(Path.GetFullPath("/there"), DataFolder.Resolve(null, "/there", "/program").Path);

    [Theory]
    [InlineData("Project/bin/Debug/net10.0", "data")]
    [InlineData("Project/bin/Release/net10.0/publish", "Project/bin/Release/net10.0/publish/data")]
    [InlineData("out", "out/data")]
    public void TheDefault_IsBesideTheSolutionInDevelopmentElseBesideTheProgram(string program, string expected)
    {
        var root = Directory.CreateTempSubdirectory("cx-folder-");
        try
        {
            root.CreateSubdirectory(program);
            root.CreateSubdirectory("Project");
            File.WriteAllText(Path.Combine(root.FullName, "CxDashboard.sln"), "");
            File.WriteAllText(Path.Combine(root.FullName, "Project", "Project.csproj"), "");

            var folder = DataFolder.Resolve(null, null, Path.Combine(root.FullName, program) + "/");

            Assert.Equal(Path.Combine(root.FullName, expected), folder.Path);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public void AFolderThatCannotBeMade_IsRefusedWithASentence()
    {
        var file = Path.GetTempFileName();
        try
        {
            var refusal = Assert.Throws<StoreRefusedException>(new DataFolder(Path.Combine(file, "data")).Create);

            Assert.Contains("cannot be made", refusal.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
