package dev.firebreak.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ColumnMapTest {
    @Test
    void reads_plain_and_quoted_columns() {
        ColumnMap map =
                ColumnMap.parse(
                        "name=Produkt, version = Version ,organisation=\"Behörde, Amt\",Host=\"a \"\"b\"\"\"");
        assertThat(map.column(Field.NAME)).isEqualTo("Produkt");
        assertThat(map.column(Field.VERSION)).isEqualTo("Version");
        assertThat(map.column(Field.ORGANISATION)).isEqualTo("Behörde, Amt");
        assertThat(map.column(Field.HOST)).isEqualTo("a \"b\"");
    }

    @Test
    void says_what_is_wrong_with_a_map() {
        assertThatThrownBy(() -> ColumnMap.parse("nme=Produkt"))
                .hasMessageContaining("unknown field 'nme'")
                .hasMessageContaining("name, version");
        assertThatThrownBy(() -> ColumnMap.parse("name")).hasMessageContaining("no '='");
        assertThatThrownBy(() -> ColumnMap.parse("name=,version=x"))
                .hasMessageContaining("no column is given");
        assertThatThrownBy(() -> ColumnMap.parse("name=a,name=b"))
                .hasMessageContaining("given twice");
        assertThatThrownBy(() -> ColumnMap.parse("name=\"a")).hasMessageContaining("closing quote");
        assertThatThrownBy(() -> ColumnMap.parse(" ")).hasMessageContaining("empty");
    }

    @Test
    void names_the_missing_column_and_those_there() {
        ColumnMap map = ColumnMap.parse("name=Produkt,version=Version,asset=Rechner");
        ColumnMap.Bound bound = map.bind(List.of("version", " Produkt", "PC"));
        assertThat(bound.index(Field.VERSION)).isZero();
        assertThat(bound.index(Field.NAME)).isEqualTo(1);
        assertThat(bound.index(Field.ASSET)).isEqualTo(-1);
        assertThat(bound.complaint())
                .isEqualTo(
                        "no column 'Rechner' (for asset); columns there: 'version', 'Produkt', 'PC'");
    }

    @Test
    void takes_values_from_nested_flat_and_listed_json() {
        JsonColumns columns =
                new JsonColumns(
                        ColumnMap.parse(
                                "name=package.name,version=package.version,asset=host.name,ip=ips,url=a.b.c"));
        JsonParser parser =
                new JsonFactory()
                        .createParser(
                                ObjectReadContext.empty(),
                                "{\"x\":{\"package\":{\"name\":\"no\"}},\"package\":{\"name\":\"3CX\",\"version\":18.12},\"host.name\":\"PC\",\"ips\":[\"192.0.2.1\",\"192.0.2.2\"],\"a\":{\"b.c\":null,\"b\":[{\"d\":1},{\"c\":true}]}}");
        parser.nextToken();
        columns.read(parser);
        assertThat(columns.value(Field.NAME)).isEqualTo("3CX");
        assertThat(columns.value(Field.VERSION)).isEqualTo("18.12");
        assertThat(columns.value(Field.ASSET)).isEqualTo("PC");
        assertThat(columns.value(Field.IP)).isEqualTo("192.0.2.1");
        assertThat(columns.value(Field.URL)).isEqualTo("true");
    }
}
