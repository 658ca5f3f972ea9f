package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Verdict;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppleBundleTest {
    private static final String ROOT = "Tool.app/Contents/";

    private static String entry(String name, String content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Releases.utf8(content));
        return "<key>"
                + name
                + "</key><dict><key>hash2</key><data>\n\t"
                + Base64.getEncoder().encodeToString(hash)
                + "\n\t</data></dict>";
    }

    private static Map<String, byte[]> bundle() throws Exception {
        String list =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                        + "<plist version=\"1.0\"><dict><key>files</key><dict><key>Resources/a.txt</key><data>AAAA</data></dict><key>files2</key><dict>"
                        + entry("Resources/a.txt", "first")
                        + entry("Resources/b.txt", "second")
                        + "<key>Resources/de.lproj/c.strings</key><dict><key>hash2</key><data>AAAA</data><key>optional</key><true/></dict>"
                        + "<key>Frameworks/Part.framework</key><dict><key>cdhash</key><data>AAAA</data><key>requirement</key><string>x</string></dict>"
                        + "</dict><key>rules2</key><dict><key>^.*</key><true/></dict></dict></plist>";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ROOT + "Info.plist", Releases.utf8("<plist/>"));
        files.put(ROOT + "Resources/a.txt", Releases.utf8("first"));
        files.put(ROOT + "Resources/b.txt", Releases.utf8("second"));
        files.put(ROOT + "Frameworks/Part.framework/Part.txt", Releases.utf8("own list"));
        files.put(ROOT + "_CodeSignature/CodeResources", Releases.utf8(list));
        return files;
    }

    private static List<String> said(Map<String, byte[]> files) throws IOException {
        ReleaseFacts facts = Releases.read("tool.zip", Releases.zip(files));
        List<String> out = new ArrayList<>();
        for (FileFacts f : facts.files()) {
            for (Signal s : f.signals()) {
                if (s.kind() == SignalKind.INTEGRITY || s.kind() == SignalKind.INTEGRITY_OK) {
                    out.add(s.what());
                }
            }
        }
        return out;
    }

    @Test
    void aBundleThatIsAsItsListSaysIsTold() throws Exception {
        assertThat(said(bundle())).containsExactly("CodeResources");
    }

    @Test
    void filesAddedChangedOrMissingAreNamedAndHold() throws Exception {
        Map<String, byte[]> files = bundle();
        files.put(ROOT + "Resources/a.txt", Releases.utf8("other"));
        files.remove(ROOT + "Resources/b.txt");
        files.remove(ROOT + "Frameworks/Part.framework/Part.txt");
        files.put(ROOT + "Resources/new.txt", Releases.utf8("new"));
        assertThat(said(files))
                .containsExactlyInAnyOrder(
                        "CodeResources: changed Resources/a.txt",
                        "CodeResources: missing Resources/b.txt",
                        "CodeResources: missing Frameworks/Part.framework",
                        "CodeResources: added Resources/new.txt");
        Judgement j = Releases.judge("tool.zip", Releases.zip(files), Releases.zip(bundle()));
        assertThat(Releases.rules(j)).contains("not-as-listed");
        assertThat(j.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aListThatCannotBeReadHolds() throws Exception {
        Map<String, byte[]> files = bundle();
        files.put(ROOT + "_CodeSignature/CodeResources", Releases.utf8("bplist00 no XML"));
        assertThat(said(files)).containsExactly("CodeResources: unreadable");
    }
}
