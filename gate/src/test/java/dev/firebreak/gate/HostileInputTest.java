package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Verdict;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    @Test
    void aNameThatLeadsOutOfThePackageHoldsIt() throws IOException {
        for (String name :
                new String[] {
                    "../../etc/passwd",
                    "/etc/passwd",
                    "a/../../b",
                    "C:\\Windows\\x.dll",
                    "..\\..\\x"
                }) {
            ReleaseFacts facts = Releases.read("x.zip", Releases.zip(Releases.files(name, "x")));
            assertThat(facts.obstacles())
                    .as(name)
                    .extracting(Obstacle::kind)
                    .contains(Obstacle.Kind.ESCAPE);
            assertThat(Releases.judge(facts, null).verdict()).isEqualTo(Verdict.HOLD);
        }
    }

    @Test
    void aBombStopsAtTheBoundAndHolds() throws IOException {
        byte[] zeros = new byte[4 << 20];
        byte[] bomb = Releases.zip(Releases.files("a", zeros, "b", zeros, "c", zeros));
        Limits limits = new Limits(100, 5, 6 << 20, 1L << 30, Duration.ofSeconds(20), 1 << 20);
        ReleaseFacts facts = Releases.read("bomb.zip", bomb, limits);
        assertThat(facts.obstacles()).extracting(Obstacle::kind).contains(Obstacle.Kind.LIMIT);
        assertThat(Releases.judge(facts, null).verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void containersNestedTooDeepHold() throws IOException {
        byte[] zip = Releases.zip(Releases.files("x", "x"));
        for (int i = 0; i < 12; i++) {
            zip = Releases.zip(Releases.files("x.zip", zip));
        }
        assertThat(Releases.read("x.zip", zip).obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.LIMIT);
    }

    @Test
    void tooManyEntriesHold() throws IOException {
        Object[] many = new Object[400];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "f" + i;
            many[i + 1] = "";
        }
        Limits limits = new Limits(50, 5, 1 << 20, 1 << 20, Duration.ofSeconds(20), 1 << 20);
        assertThat(Releases.read("x.zip", Releases.zip(Releases.files(many)), limits).obstacles())
                .extracting(Obstacle::kind)
                .contains(Obstacle.Kind.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"old.msi", "app.cab", "app.7z", "app.rpm", "app.dmg", "app.pkg"})
    void aTruncatedPackageIsHeldAndNeverReleased(String fixture) throws IOException {
        byte[] whole = Releases.fixture(fixture);
        for (int keep : new int[] {whole.length / 3, whole.length * 2 / 3}) {
            ReleaseFacts facts = Releases.read(fixture, Arrays.copyOf(whole, keep));
            assertThat(Releases.judge(facts, null).verdict())
                    .as(fixture + " cut to " + keep)
                    .isEqualTo(Verdict.HOLD);
        }
    }

    /// Whatever bytes come, there is an answer: no exception, no endless loop.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "old.msi",
                "app.cab",
                "app.7z",
                "app.rpm",
                "app.dmg",
                "app.pkg",
                "app.squashfs",
                "appxz.squashfs",
                "setup.exe",
                "setup-lzma.exe",
                "signed.exe",
                "network.dll"
            })
    void damagedPackagesNeverBreakTheReader(String fixture) throws IOException {
        long seed = Long.getLong("firebreak.seed", 20_261_123);
        System.out.println("seed " + seed + " for " + fixture);
        Random random = new Random(seed ^ fixture.hashCode());
        byte[] whole = Releases.fixture(fixture);
        Limits limits = new Limits(2000, 6, 64 << 20, 16 << 20, Duration.ofSeconds(5), 1 << 20);
        for (int round = 0; round < 25; round++) {
            byte[] damaged = whole.clone();
            int changes = 1 + random.nextInt(12);
            for (int i = 0; i < changes; i++) {
                // headers matter most: half of the changes go there
                int at =
                        random.nextBoolean()
                                ? random.nextInt(Math.min(2048, damaged.length))
                                : random.nextInt(damaged.length);
                damaged[at] = (byte) random.nextInt(256);
            }
            byte[] input =
                    random.nextInt(4) == 0
                            ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
                            : damaged;
            ReleaseFacts facts = Releases.read(fixture, input, limits);
            assertThat(facts.files()).isNotEmpty();
            assertThat(Releases.judge(facts, null).verdict()).isNotNull();
        }
    }
}
