package dev.firebreak.gate.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryPlistTest {
    private static final int TEXT = 60_000;
    private static final int TIMES = 20_000;

    @Test
    void aTextThatIsReferredToOftenIsHeldOnce() {
        // An array of 20,000 references to one text of 60,000 letters.
        ByteBuffer array = ByteBuffer.allocate(4 + 2 * TIMES);
        array.put((byte) 0xaf).put((byte) 0x11).putShort((short) TIMES);
        while (array.hasRemaining()) {
            array.putShort((short) 1);
        }
        ByteBuffer text = ByteBuffer.allocate(4 + TEXT);
        text.put((byte) 0x5f).put((byte) 0x11).putShort((short) TEXT);
        byte[] plist = plist(List.of(array.array(), text.array()), List.of());
        Object read = BinaryPlist.read(plist);
        assertThat(read).isInstanceOf(List.class);
        List<?> members = (List<?>) read;
        assertThat(members).hasSize(TIMES);
        assertThat(members.getLast() == members.getFirst()).as("the same object").isTrue();
    }

    @Test
    void textsThatOverlapAreRefused() {
        // Each text starts inside of the one before, by its bytes alone: "_", 0x11, and a length of
        // 0x5f11.
        int texts = 2_000;
        ByteBuffer array = ByteBuffer.allocate(4 + 2 * texts);
        array.put((byte) 0xaf).put((byte) 0x11).putShort((short) texts);
        for (int i = 1; i <= texts; i++) {
            array.putShort((short) i);
        }
        ByteBuffer text = ByteBuffer.allocate(TEXT);
        while (text.hasRemaining()) {
            text.put((byte) 0x5f).put((byte) 0x11);
        }
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            offsets.add(8 + array.capacity() + 2 * i);
        }
        byte[] plist = plist(List.of(array.array(), text.array()), offsets);
        assertThatThrownBy(() -> BinaryPlist.read(plist))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
    }

    /// @param offsets of the objects behind the first; if empty, each part is an object
    private static byte[] plist(List<byte[]> parts, List<Integer> offsets) {
        List<Integer> all = new ArrayList<>();
        ByteBuffer out = ByteBuffer.allocate(1 << 20);
        out.put("bplist00".getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            if (offsets.isEmpty() || all.isEmpty()) {
                all.add(out.position());
            }
            out.put(part);
        }
        all.addAll(offsets);
        int table = out.position();
        all.forEach(out::putInt);
        out.put(new byte[6]).put((byte) 4).put((byte) 2);
        out.putLong(all.size()).putLong(0).putLong(table);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
