package dev.firebreak.gate.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.attest.OwnSigstore.Wish;
import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.examine.ReleaseReader;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import dev.firebreak.gate.inspect.Inspector;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judge;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Verdict;
import dev.firebreak.gate.unpack.Limits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttestationsTest {
    private static final String REPOSITORY = "https://code.example.test/maker/tool";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final OwnSigstore own;
    private final TrustRoot root;

    AttestationsTest() throws Exception {
        own = new OwnSigstore();
        root = TrustRoot.parse(own.trustRoot(), null);
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = AttestationsTest.class.getResourceAsStream("/fixtures/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static Checked published(byte[] bundle, String sha256) throws Exception {
        return new Checker(TrustRoot.pinned(), Map.of("sha256", sha256))
                .check(BundleReader.read(bundle).getFirst());
    }

    @Test
    void aBundlePublishedOnMavenCentralIsVerifiedWithThePinnedRoot() throws Exception {
        Checked c =
                published(
                        resource("sigstore-java-2.0.0.jar.sigstore.json"),
                        "f338c08740cdb2e663737abaf372fc3c442210ab7291c991e180797bd886cd61");
        assertThat(c.note())
                .isEqualTo(
                        "signature and digest of the file, promise and proof of the log, certificate and its log");
        assertThat(c.state()).isEqualTo(State.INTACT);
        assertThat(c.names())
                .containsEntry("repository", "https://github.com/sigstore/sigstore-java")
                .containsEntry("issuer", "https://token.actions.githubusercontent.com");
        assertThat(c.names().get("workflow")).endsWith(".yaml");
        assertThat(c.time()).isEqualTo(Instant.ofEpochSecond(1763671523));
    }

    @Test
    void thePublishedBundleDoesNotFitAnotherFile() throws Exception {
        Checked c =
                published(
                        resource("sigstore-java-2.0.0.jar.sigstore.json"),
                        "0338c08740cdb2e663737abaf372fc3c442210ab7291c991e180797bd886cd61");
        assertThat(c.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void noSingleChangedBitOfThePublishedBundleIsVerifiedAsSomethingElse() throws Exception {
        byte[] good = resource("sigstore-java-2.0.0.jar.sigstore.json");
        String digest = "f338c08740cdb2e663737abaf372fc3c442210ab7291c991e180797bd886cd61";
        Checked honest = published(good, digest);
        long seed = 20261127;
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] changed = good.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                Checked c = published(changed, digest);
                if (c.state() == State.INTACT) {
                    // Parts that nobody signs, such as the form's own name, may change.
                    assertThat(c.names())
                            .as("seed " + seed + ", run " + i)
                            .isEqualTo(honest.names());
                    assertThat(c.time()).as("seed " + seed + ", run " + i).isEqualTo(honest.time());
                } else {
                    refused++;
                }
            } catch (java.io.IOException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed " + seed).isGreaterThan(250);
    }

    /// Lines of `.intoto.jsonl`: nothing but an envelope, signed with a key that only its owner knows.
    @Test
    void anEnvelopeSignedWithAnUnknownKeyIsToldAsNotVerifiedAndOneOfAnotherFileAsWrong()
            throws Exception {
        String digest = "a".repeat(64);
        String statement =
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":\"https://slsa.dev/provenance/v1\",\"subject\":[{\"name\":\"x\",\"digest\":{\"sha256\":\""
                        + digest
                        + "\"}}]}";
        String line =
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""
                        + java.util.Base64.getEncoder()
                                .encodeToString(statement.getBytes(StandardCharsets.UTF_8))
                        + "\",\"signatures\":[{\"keyid\":\"KEY\",\"sig\":\"AAAA\"}]}\n";
        byte[] named = line.replace("KEY", "maker-1").getBytes(StandardCharsets.UTF_8);
        Checked c = published(named, digest);
        assertThat(c.state()).isEqualTo(State.PARTIAL);
        assertThat(c.note())
                .isEqualTo("not verified: the trust root knows no key of the name maker-1");
        byte[] nameless = line.replace("KEY", "").getBytes(StandardCharsets.UTF_8);
        assertThat(published(nameless, digest).note())
                .isEqualTo("not verified: signed with a key that is neither enclosed nor named");
        assertThat(published(named, "b".repeat(64)).state()).isEqualTo(State.BROKEN);
    }

    private ReleaseFacts read(String name, String content, @Nullable String attestation)
            throws Exception {
        return read(name, content, attestation, name + ".attestations.json");
    }

    private ReleaseFacts read(
            String name, String content, @Nullable String attestation, String beside)
            throws Exception {
        Path file = Files.writeString(folder.resolve(name), content);
        Path lies = folder.resolve(beside);
        Files.deleteIfExists(lies);
        if (attestation != null) {
            Files.writeString(lies, attestation);
        }
        Path work = Files.createTempDirectory(folder, "work");
        ReleaseFacts facts =
                new ReleaseReader(new Inspector(), Limits.DEFAULT, work).read(file, name);
        return new Attestations(root, List.of()).add(facts, file, true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Judgement judge(ReleaseFacts now, @Nullable ReleaseFacts before) {
        return Judge.judge(Comparison.of(now, before), List.of(), List.of());
    }

    private static List<String> rules(Judgement j) {
        return j.findings().stream().map(Finding::rule).filter(r -> r.startsWith("prov")).toList();
    }

    private State state(String bundle) throws Exception {
        ReleaseFacts f = read("tool-1.sh", "one", bundle);
        return f.root().signatures().getFirst().state();
    }

    @Test
    void anAttestationOfOurOwnIssuerIsVerifiedInAllForms() throws Exception {
        String bundle = own.bundle(bytes("one"), Wish.of(REPOSITORY));
        assertThat(read("tool-1.sh", "one", bundle).root().signatures().getFirst().note())
                .isEqualTo(
                        "https://slsa.dev/provenance/v1: signature and digest of the file, promise and proof of the log, certificate and its log");
        assertThat(state(bundle)).isEqualTo(State.INTACT);
        assertThat(state("{\"attestations\":[{\"bundle\":" + bundle + "}]}"))
                .isEqualTo(State.INTACT);
        assertThat(state(bundle + "\n" + bundle + "\n")).isEqualTo(State.INTACT);
        assertThat(state(pep740(bundle))).isEqualTo(State.INTACT);
        assertThat(
                        state(
                                "{\"version\":1,\"attestation_bundles\":[{\"attestations\":["
                                        + pep740(bundle)
                                        + "]}]}"))
                .isEqualTo(State.INTACT);
        Wish promiseOnly =
                new Wish(REPOSITORY, "release.yml", "refs/tags/v1", OwnSigstore.TIME, true, false);
        assertThat(state(own.bundle(bytes("one"), promiseOnly))).isEqualTo(State.INTACT);
    }

    /// The same content in the form of PEP 740.
    private static String pep740(String bundle) {
        var n = tools.jackson.databind.json.JsonMapper.shared().readTree(bundle);
        var m = n.path("verificationMaterial");
        var e = n.path("dsseEnvelope");
        return "{\"version\":1,\"verification_material\":{\"certificate\":"
                + m.path("certificate").path("rawBytes")
                + ",\"transparency_entries\":"
                + m.path("tlogEntries")
                + "},\"envelope\":{\"statement\":"
                + e.path("payload")
                + ",\"signature\":"
                + e.path("signatures").path(0).path("sig")
                + "}}";
    }

    @Test
    void whatDoesNotFitIsSaid() throws Exception {
        String bundle = own.bundle(bytes("one"), Wish.of(REPOSITORY));
        assertThat(state(own.bundle(bytes("two"), Wish.of(REPOSITORY)))).isEqualTo(State.BROKEN);
        assertThat(state("no json")).isEqualTo(State.BROKEN);
        assertThat(state("{}")).isEqualTo(State.BROKEN);
        Wish late =
                new Wish(
                        REPOSITORY,
                        "release.yml",
                        "refs/tags/v1",
                        OwnSigstore.TIME.plusSeconds(3600),
                        true,
                        true);
        assertThat(state(own.bundle(bytes("one"), late))).isEqualTo(State.BROKEN);
        assertThat(state(bundle.replace("\"treeSize\":\"3\"", "\"treeSize\":\"4\"")))
                .isEqualTo(State.BROKEN);
        assertThat(state(new OwnSigstore().bundle(bytes("one"), Wish.of(REPOSITORY))))
                .as("another issuer that calls itself the same")
                .isEqualTo(State.PARTIAL);
        ReleaseFacts pinned =
                new Attestations(TrustRoot.pinned(), List.of())
                        .add(read("tool-1.sh", "one", bundle), folder.resolve("tool-1.sh"), true);
        assertThat(pinned.root().signatures().getFirst().note())
                .contains("not verified: no log of the trust root");
    }

    @Test
    void aReleaseWithoutTheProofThatTheLastOneHadIsHeld() throws Exception {
        ReleaseFacts before =
                read("tool-1.sh", "one", own.bundle(bytes("one"), Wish.of(REPOSITORY)));
        Judgement lost = judge(read("tool-2.sh", "two", null), before);
        assertThat(rules(lost)).containsExactly("provenance-lost");
        assertThat(lost.verdict()).isEqualTo(Verdict.HOLD);
        Judgement foreign =
                judge(
                        read(
                                "tool-2.sh",
                                "two",
                                new OwnSigstore().bundle(bytes("two"), Wish.of(REPOSITORY))),
                        before);
        assertThat(rules(foreign)).containsExactly("provenance-unverified");
        assertThat(foreign.verdict()).isEqualTo(Verdict.HOLD);
        Judgement wrong =
                judge(
                        read("tool-2.sh", "two", own.bundle(bytes("one"), Wish.of(REPOSITORY))),
                        before);
        assertThat(rules(wrong)).containsExactly("provenance-invalid");
        assertThat(wrong.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void theSameMakerIsToldAndAnotherRepositoryHeld() throws Exception {
        ReleaseFacts before =
                read("tool-1.sh", "one", own.bundle(bytes("one"), Wish.of(REPOSITORY)));
        Judgement same =
                judge(
                        read("tool-2.sh", "two", own.bundle(bytes("two"), Wish.of(REPOSITORY))),
                        before);
        assertThat(rules(same)).containsExactly("provenance-verified");
        assertThat(same.verdict()).isEqualTo(Verdict.RELEASE);
        String fork = "https://code.example.test/other/tool";
        Judgement other =
                judge(read("tool-2.sh", "two", own.bundle(bytes("two"), Wish.of(fork))), before);
        assertThat(rules(other)).contains("provenance-repository-changed");
        assertThat(other.verdict()).isEqualTo(Verdict.HOLD);
        Wish branch =
                new Wish(REPOSITORY, "other.yml", "refs/heads/x", OwnSigstore.TIME, true, true);
        Judgement flow = judge(read("tool-2.sh", "two", own.bundle(bytes("two"), branch)), before);
        assertThat(rules(flow)).contains("provenance-workflow-changed", "provenance-ref-changed");
        assertThat(flow.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void anAttestationInTheDropFolderBelongsToItsRelease() throws Exception {
        read("tool-1.sh", "one", own.bundle(bytes("one"), Wish.of(REPOSITORY)));
        Path lonely = Files.writeString(folder.resolve("gone-1.zip.sigstore.json"), "{}");
        assertThat(Attestations.attested(folder.resolve("tool-1.sh.attestations.json")))
                .isEqualTo(folder.resolve("tool-1.sh"));
        assertThat(Attestations.attested(lonely)).isNull();
        assertThat(Attestations.attested(folder.resolve("tool-1.sh"))).isNull();
        assertThat(Attestations.beside(folder.resolve("tool-1.sh")))
                .containsExactly(folder.resolve("tool-1.sh.attestations.json"));
    }
}
