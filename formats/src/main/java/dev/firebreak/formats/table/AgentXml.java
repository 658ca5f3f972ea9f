package dev.firebreak.formats.table;

import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads what the agents of OCS Inventory, FusionInventory and older ones of GLPI send: a `REQUEST` about one machine, whose
/// `SOFTWARES` elements are its programs. A document type declaration is refused.
public final class AgentXml {
    /// Programs of one machine.
    public static final int MAX_PROGRAMS = 1_000_000;

    private static final int FIELDS = Field.values().length;

    private static final Set<String> USED =
            Set.of("NAME", "VERSION", "PUBLISHER", "GUID", "OSNAME", "LOGDATE");

    private record Program(Map<String, String> values, long line) {}

    private final InventoryRun run;
    private final List<Program> programs = new ArrayList<>();
    private final Map<String, String> machine = new LinkedHashMap<>();

    public AgentXml(InventoryRun run) {
        this.run = run;
    }

    public void read(Reader in) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    run.lost("", "a document type declaration is not read");
                    return;
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    element(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("REQUEST")) {
                    tell();
                }
            }
        } catch (XMLStreamException e) {
            run.lost(
                    "line " + e.getLocation().getLineNumber(),
                    "the rest is left out, it is not valid XML");
        }
        tell();
        if (run.components() == 0) {
            run.lost(
                    "", "the agent's report lists no software, so it is no inventory of a machine");
        }
    }

    private void element(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "SOFTWARES" -> {
                long line = xml.getLocation().getLineNumber();
                Map<String, String> values = children(xml);
                if (programs.size() < MAX_PROGRAMS) {
                    programs.add(new Program(values, line));
                } else {
                    run.partial(
                            "line " + line, "more than " + MAX_PROGRAMS + " programs; left out");
                }
            }
            case "HARDWARE", "ACCESSLOG" -> children(xml).forEach(machine::putIfAbsent);
            case "DEVICEID" -> machine.putIfAbsent("DEVICEID", xml.getElementText());
            default -> {}
        }
    }

    /// The plain children of an element, which is read to its end.
    private static Map<String, String> children(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < InventoryRun.MAX_TEXT) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (depth == 1 && USED.contains(xml.getLocalName())) {
                        values.putIfAbsent(xml.getLocalName(), text.toString().strip());
                    }
                }
                default -> {}
            }
        }
        return values;
    }

    private void tell() {
        SoftwareRows rows = new SoftwareRows(run, "agent", Platform.UNKNOWN);
        String name = machine.get("NAME");
        for (Program program : programs) {
            @Nullable String[] values = new @Nullable String[FIELDS];
            values[Field.NAME.ordinal()] = program.values.get("NAME");
            values[Field.VERSION.ordinal()] = program.values.get("VERSION");
            values[Field.PUBLISHER.ordinal()] = program.values.get("PUBLISHER");
            values[Field.PRODUCT_CODE.ordinal()] = program.values.get("GUID");
            values[Field.ASSET.ordinal()] = name != null ? name : machine.get("DEVICEID");
            values[Field.PLATFORM.ordinal()] = machine.get("OSNAME");
            values[Field.DATE.ordinal()] = machine.get("LOGDATE");
            rows.take(values, null, program.line);
        }
        // What follows is of another machine.
        programs.clear();
        machine.clear();
    }
}
