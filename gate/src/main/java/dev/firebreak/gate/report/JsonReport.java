package dev.firebreak.gate.report;

import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The verdict as JSON; its members are listed in `docs/reference/gate.md`.
public final class JsonReport {
    private JsonReport() {}

    /// @param all also findings that are only told for the record
    public static String print(Examination e, boolean all) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        Judgement j = e.judgement();
        root.put("schema", "firebreak.gate.verdict/1");
        root.put("verdict", j.verdict().name());
        root.set("release", release(e.now()));
        root.set("against", e.before() == null ? null : release(e.before()));
        ArrayNode findings = root.putArray("findings");
        for (Finding f : j.findings()) {
            if (!all && f.severity() == Severity.INFO) {
                continue;
            }
            ObjectNode n = findings.addObject();
            n.put("severity", f.severity().json());
            n.put("file", f.file());
            n.put("reason", f.reason());
            n.put("reasonDe", f.german());
            n.put("evidence", f.evidence());
            n.put("evidenceDe", Evidence.german(f.evidence()));
            n.put("rule", f.rule());
            n.put("kind", f.family().json());
        }
        ArrayNode notes = root.putArray("notes");
        for (Judgement.Note note : j.notes()) {
            ObjectNode n = notes.addObject();
            n.put("code", note.code());
            n.put("text", note.english());
            n.put("textDe", note.german());
        }
        ArrayNode obstacles = root.putArray("notExamined");
        for (Obstacle o : e.now().obstacles()) {
            ObjectNode n = obstacles.addObject();
            n.put("file", o.path());
            n.put("kind", o.kind().json());
            n.put("reason", o.reason());
            n.put("reasonDe", Evidence.german(o.reason()));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode release(ReleaseFacts r) {
        ObjectNode n = JsonMapper.shared().createObjectNode();
        n.put("name", r.name());
        n.put("sha256", r.sha256());
        n.put("size", r.size());
        n.put("format", r.format());
        n.put("files", r.files().size());
        @Nullable SignatureFacts signature =
                r.root().ownSignatures().isEmpty() ? null : r.root().ownSignatures().getFirst();
        for (SignatureFacts a : r.root().signatures()) {
            if (a.kind().equals(SignatureFacts.BESIDE)) {
                ObjectNode p = n.withArray("provenance").addObject();
                p.put("state", a.state().name().toLowerCase(Locale.ROOT));
                p.put("identity", a.subject());
                p.put("issuer", a.issuer());
                p.put("time", a.time());
                p.put("note", a.note());
            }
        }
        r.root()
                .attributes()
                .forEach(
                        (k, v) -> {
                            if (k.startsWith(Attestations.PREFIX)) {
                                n.withObject("builtBy")
                                        .put(k.substring(Attestations.PREFIX.length()), v);
                            }
                        });
        if (signature != null) {
            ObjectNode s = n.putObject("signature");
            s.put("kind", signature.kind());
            s.put("state", signature.state().name().toLowerCase(Locale.ROOT));
            s.put("subject", signature.subject());
            s.put("issuer", signature.issuer());
            s.put("serial", signature.serial());
            s.put("key", signature.key());
            s.put("note", signature.note());
        }
        return n;
    }
}
