package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.Extra;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Signatures: broken, lost, by another signer or key, and bytes that nobody signed.
final class SignatureRule implements Rule {
    /// A certificate is renewed at most this long before the old one ends.
    private static final Duration RENEWAL = Duration.ofDays(120);

    /// Unsigned bytes from this size on, unreadable, hold even without an earlier release.
    private static final long LARGE = 2048;

    private static final double UNREADABLE = 7.0;

    @Override
    public void look(Comparison c, Findings out) {
        for (Pair p : c.pairs()) {
            if (p.same()
                    && p.now()
                            .ownSignatures()
                            .equals(p.before() == null ? List.of() : p.before().ownSignatures())) {
                continue;
            }
            lost(p, out);
            for (SignatureFacts s : p.now().ownSignatures()) {
                SignatureFacts old = partner(s, p.before());
                broken(p.now(), s, old, out);
                if (old != null) {
                    signer(
                            p.now(),
                            s,
                            old,
                            p.before() == null ? List.of() : p.before().ownSignatures(),
                            out);
                }
                for (Extra e : s.extra()) {
                    extra(p.now(), e, p.before() == null ? null : p.before().ownSignatures(), out);
                }
            }
        }
        unsignedAmongSigned(c, out);
    }

    private static @org.jspecify.annotations.Nullable SignatureFacts partner(
            SignatureFacts s, @org.jspecify.annotations.Nullable FileFacts before) {
        if (before == null) {
            return null;
        }
        SignatureFacts any = null;
        for (SignatureFacts o : before.ownSignatures()) {
            if (o.kind().equals(s.kind())) {
                if (o.key().equals(s.key())) {
                    return o;
                }
                any = any == null ? o : any;
            }
        }
        return any;
    }

    private static void lost(Pair p, Findings out) {
        FileFacts before = p.before();
        if (before != null
                && !before.ownSignatures().isEmpty()
                && p.now().ownSignatures().isEmpty()) {
            SignatureFacts old = before.ownSignatures().getFirst();
            out.add(
                    Severity.HIGH,
                    Family.SIGNATURE,
                    "signature-lost",
                    p.now().path(),
                    "The file was signed in the last release and is not any more.",
                    "Die Datei war in der letzten Version signiert und ist es nicht mehr.",
                    "was signed by " + name(old));
        }
    }

    private static String name(SignatureFacts s) {
        return s.subject().isEmpty()
                ? s.key().isEmpty() ? "nobody named" : "key " + s.key()
                : s.subject();
    }

    private static void broken(
            FileFacts file,
            SignatureFacts s,
            @org.jspecify.annotations.Nullable SignatureFacts old,
            Findings out) {
        if (s.state() != State.BROKEN) {
            return;
        }
        Severity severity =
                old == null
                        ? Severity.HIGH
                        : old.state() == State.BROKEN ? Severity.LOW : Severity.CRITICAL;
        out.add(
                severity,
                Family.SIGNATURE,
                "signature-broken",
                file.path(),
                "The signature does not fit the file: it was altered after it was signed.",
                "Die Signatur passt nicht zur Datei: Sie wurde nach dem Signieren verändert.",
                s.note());
    }

    private static void signer(
            FileFacts file,
            SignatureFacts s,
            SignatureFacts old,
            List<SignatureFacts> all,
            Findings out) {
        if (s.key().equals(old.key()) && s.subject().equals(old.subject())) {
            return;
        }
        for (SignatureFacts o : all) {
            if (o.key().equals(s.key()) && !s.key().isEmpty()) {
                return;
            }
        }
        String evidence =
                "before: "
                        + name(old)
                        + ", key "
                        + shortKey(old)
                        + ", issued by "
                        + old.issuer()
                        + "; now: "
                        + name(s)
                        + ", key "
                        + shortKey(s)
                        + ", issued by "
                        + s.issuer();
        if (!commonName(s.subject()).equals(commonName(old.subject()))) {
            out.add(
                    Severity.HIGH,
                    Family.SIGNATURE,
                    "signer-changed",
                    file.path(),
                    "The file is signed by somebody else than in the last release.",
                    "Die Datei ist von jemand anderem signiert als in der letzten Version.",
                    evidence);
        } else if (renewal(s, old)) {
            out.add(
                    Severity.LOW,
                    Family.SIGNATURE,
                    "certificate-renewed",
                    file.path(),
                    "The signer's certificate was renewed by the same issuer at its end.",
                    "Das Zertifikat des Unterzeichners wurde zum Ablauf vom selben Aussteller erneuert.",
                    evidence);
        } else {
            out.add(
                    Severity.HIGH,
                    Family.SIGNATURE,
                    "key-changed",
                    file.path(),
                    "The signer's name is the same, but the key is another one and no renewal explains it.",
                    "Der Name des Unterzeichners ist gleich, aber der Schlüssel ist ein anderer, ohne dass eine Erneuerung das erklärt.",
                    evidence);
        }
    }

    private static String commonName(String subject) {
        int at = subject.indexOf("CN=");
        int end = at < 0 ? -1 : subject.indexOf(',', at);
        return at < 0 ? subject : end < 0 ? subject.substring(at) : subject.substring(at, end);
    }

    private static String shortKey(SignatureFacts s) {
        return s.key().length() > 16 ? s.key().substring(0, 16) + "…" : s.key();
    }

    private static boolean renewal(SignatureFacts s, SignatureFacts old) {
        if (!s.issuer().equals(old.issuer()) || s.issuer().equals(s.subject())) {
            return false;
        }
        try {
            return !Instant.parse(s.notBefore())
                    .isBefore(Instant.parse(old.notAfter()).minus(RENEWAL));
        } catch (DateTimeException e) {
            return false; // no readable dates: nothing explains the new key
        }
    }

    private static void extra(
            FileFacts file,
            Extra e,
            @org.jspecify.annotations.Nullable List<SignatureFacts> before,
            Findings out) {
        long old = before == null ? 0 : size(e.kind(), before);
        boolean attribute =
                e.kind().equals("unauthenticated-attribute") || e.kind().equals("second-entry");
        boolean unreadable = e.size() >= LARGE && e.entropy() >= UNREADABLE;
        Severity severity;
        if (before == null || before.isEmpty()) {
            severity = unreadable ? Severity.HIGH : Severity.MEDIUM;
        } else if (old == 0) {
            severity = attribute ? Severity.HIGH : Severity.CRITICAL;
        } else {
            severity = e.size() > old * 3 + 256 ? Severity.HIGH : Severity.LOW;
        }
        String evidence =
                e.detail()
                        + ", "
                        + e.size()
                        + " bytes, entropy "
                        + e.entropy()
                        + (old > 0 ? ", before " + old + " bytes" : "");
        out.add(
                severity,
                Family.SIGNATURE,
                "unsigned-bytes-" + e.kind(),
                file.path(),
                "There are bytes in or behind the signature that nobody signed"
                        + (old == 0 && before != null && !before.isEmpty()
                                ? "; the last release had none."
                                : "."),
                "In oder hinter der Signatur liegen Bytes, die niemand signiert hat"
                        + (old == 0 && before != null && !before.isEmpty()
                                ? "; in der letzten Version gab es keine."
                                : "."),
                evidence);
    }

    private static long size(String kind, List<SignatureFacts> signatures) {
        long size = 0;
        for (SignatureFacts s : signatures) {
            for (Extra e : s.extra()) {
                size += e.kind().equals(kind) ? e.size() : 0;
            }
        }
        return size;
    }

    /// A new program without signature where all others have one.
    private static void unsignedAmongSigned(Comparison c, Findings out) {
        Map<FileKind, int[]> counts = new HashMap<>();
        for (Pair p : c.pairs()) {
            if (p.before() != null && p.now().kind().nativeCode()) {
                int[] n = counts.computeIfAbsent(p.now().kind(), _ -> new int[2]);
                n[p.before().ownSignatures().isEmpty() ? 0 : 1]++;
            }
        }
        for (Pair p : c.pairs()) {
            int[] n = counts.get(p.now().kind());
            if (p.added()
                    && !c.first()
                    && n != null
                    && n[1] >= 2
                    && n[0] == 0
                    && p.now().ownSignatures().isEmpty()) {
                out.add(
                        Severity.HIGH,
                        Family.SIGNATURE,
                        "unsigned-newcomer",
                        p.now().path(),
                        "A new program without a signature, where every program of the last release was signed.",
                        "Ein neues Programm ohne Signatur, während in der letzten Version jedes Programm signiert war.",
                        n[1] + " signed programs of this kind before");
            }
        }
    }
}
