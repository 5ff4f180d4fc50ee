using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CxDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class TraceImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_source_version_source_source_id",
                table: "source_version");

            migrationBuilder.AddColumn<string>(
                name: "asked_by",
                table: "import",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "request",
                table: "import",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "traced",
                table: "import",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "undo_first_sequence",
                table: "import",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "undo_last_sequence",
                table: "import",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "undone_at",
                table: "import",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undone_by",
                table: "import",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "undone_deleted",
                table: "import",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "undone_restored",
                table: "import",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "undone_stayed",
                table: "import",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "former_source",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    colleague_fields = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_former_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_batch",
                columns: table => new
                {
                    import_id = table.Column<long>(type: "INTEGER", nullable: false),
                    first_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_batch", x => new { x.import_id, x.first_sequence });
                    table.ForeignKey(
                        name: "FK_import_batch_import_import_id",
                        column: x => x.import_id,
                        principalTable: "import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "source_write",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    import_id = table.Column<long>(type: "INTEGER", nullable: true),
                    live = table.Column<bool>(type: "INTEGER", nullable: true),
                    known_until = table.Column<long>(type: "INTEGER", nullable: true),
                    contacts_known_until = table.Column<long>(type: "INTEGER", nullable: true),
                    forced = table.Column<bool>(type: "INTEGER", nullable: false),
                    colleague_fields = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_write", x => x.id);
                    table.ForeignKey(
                        name: "FK_source_write_import_import_id",
                        column: x => x.import_id,
                        principalTable: "import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_source_write_source_source_id",
                        column: x => x.source_id,
                        principalTable: "source",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "source_write_import",
                table: "source_write",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "source_write_source",
                table: "source_write",
                column: "source_id");

            // Who said what of the sources before is not known: nobody's import did, so that none can take it back.
            migrationBuilder.Sql("""
                INSERT INTO source_write (source_id, live, known_until, contacts_known_until, forced, colleague_fields)
                SELECT id, live, known_until, contacts_known_until, 1, colleague_fields FROM source ORDER BY id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "former_source");

            migrationBuilder.DropTable(
                name: "import_batch");

            migrationBuilder.DropTable(
                name: "source_write");

            migrationBuilder.DropColumn(
                name: "asked_by",
                table: "import");

            migrationBuilder.DropColumn(
                name: "request",
                table: "import");

            migrationBuilder.DropColumn(
                name: "traced",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undo_first_sequence",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undo_last_sequence",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undone_by",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undone_deleted",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undone_restored",
                table: "import");

            migrationBuilder.DropColumn(
                name: "undone_stayed",
                table: "import");

            migrationBuilder.AddForeignKey(
                name: "FK_source_version_source_source_id",
                table: "source_version",
                column: "source_id",
                principalTable: "source",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
