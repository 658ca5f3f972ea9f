package dev.firebreak.gate.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Microsoft's compound files ([MS-CFB]), the container of Windows Installer packages: a small file system of storages
/// and streams in sectors chained by a table.
public final class CompoundFile {
    private static final long END = 0xffff_fffeL;
    private static final long MAX_REGULAR = 0xffff_fffaL;
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_STREAM = 1 << 30;

    /// One entry of the directory.
    ///
    /// @param name as stored, UTF-16
    /// @param storage a folder
    /// @param id index in the directory
    public record Entry(
            String name,
            boolean storage,
            int id,
            long start,
            long size,
            byte[] classId,
            int left,
            int right,
            int child) {}

    private final Content c;
    private final int sectorSize;
    private final int miniSize;
    private final long cutoff;
    private final int[] fat;
    private final int[] miniFat;
    private final List<Entry> entries = new ArrayList<>();
    private final Content miniStream;

    public CompoundFile(Content c) throws IOException {
        this.c = c;
        int shift = c.u16(30);
        int miniShift = c.u16(32);
        if (shift < 7 || shift > 16 || miniShift < 4 || miniShift > shift) {
            throw new IOException("sector sizes of 2^" + shift + " and 2^" + miniShift);
        }
        sectorSize = 1 << shift;
        miniSize = 1 << miniShift;
        cutoff = c.u32(56);
        fat = fat();
        byte[] directory = chain(c.u32(48), MAX_ENTRIES * 128L, false);
        Content d = Content.of(directory);
        for (int i = 0; i < directory.length / 128 && i < MAX_ENTRIES; i++) {
            entry(d, i);
        }
        if (entries.isEmpty()) {
            throw new IOException("no directory");
        }
        Entry root = entries.getFirst();
        miniStream = Content.of(chain(root.start(), root.size(), false));
        byte[] mini =
                c.u32(64) == 0 ? new byte[0] : chain(c.u32(60), c.u32(64) * sectorSize, false);
        Content m = Content.of(mini);
        miniFat = new int[mini.length / 4];
        for (int i = 0; i < miniFat.length; i++) {
            miniFat[i] = m.i32(i * 4L);
        }
    }

    private void entry(Content d, int i) throws IOException {
        long at = i * 128L;
        int nameBytes = Math.min(64, d.u16(at + 64));
        String name =
                nameBytes < 2
                        ? ""
                        : new String(d.bytes(at, nameBytes - 2), StandardCharsets.UTF_16LE);
        int type = d.u8(at + 66);
        long size = sectorSize == 512 ? d.u32(at + 120) : d.i64(at + 120);
        entries.add(
                new Entry(
                        name,
                        type == 1 || type == 5,
                        i,
                        d.u32(at + 116),
                        type == 0 ? 0 : size,
                        d.bytes(at + 80, 16),
                        d.i32(at + 68),
                        d.i32(at + 72),
                        d.i32(at + 76)));
    }

    private int[] fat() throws IOException {
        long count = c.u32(44);
        if (count * sectorSize > c.size() + sectorSize) {
            throw new IOException("a sector table of " + count + " sectors");
        }
        int[] table = new int[(int) (count * (sectorSize / 4))];
        List<Long> sectors = new ArrayList<>();
        for (int i = 0; i < 109; i++) {
            sectors.add(c.u32(76 + i * 4L));
        }
        long next = c.u32(68);
        for (long n = c.u32(72); n > 0 && next < MAX_REGULAR && sectors.size() < count + 109; n--) {
            long at = offset(next);
            for (int i = 0; i < sectorSize / 4 - 1; i++) {
                sectors.add(c.u32(at + i * 4L));
            }
            next = c.u32(at + sectorSize - 4);
        }
        int used = 0;
        for (long s : sectors) {
            if (s >= MAX_REGULAR || used >= count) {
                continue;
            }
            long at = offset(s);
            for (int k = 0; k < sectorSize / 4; k++) {
                table[used * (sectorSize / 4) + k] =
                        c.holds(at + k * 4L, 4) ? c.i32(at + k * 4L) : -1;
            }
            used++;
        }
        return table;
    }

    private long offset(long sector) {
        return (sector + 1) * sectorSize;
    }

    private byte[] chain(long start, long size, boolean mini) throws IOException {
        int unit = mini ? miniSize : sectorSize;
        int[] table = mini ? miniFat : fat;
        Content source = mini ? miniStream : c;
        if (size < 0 || size > MAX_STREAM) {
            throw new IOException("a stream of " + size + " bytes");
        }
        java.io.ByteArrayOutputStream out =
                new java.io.ByteArrayOutputStream((int) Math.min(size, 1 << 20));
        long sector = start;
        long left = size;
        int steps = 0;
        while (sector < MAX_REGULAR && left > 0) {
            if (++steps > table.length + 1 || sector >= table.length) {
                throw new IOException("a sector chain that has no end or leads outside");
            }
            long at = mini ? sector * unit : offset(sector);
            int n = (int) Math.min(unit, Math.min(left, source.size() - at));
            if (n <= 0) {
                break;
            }
            out.writeBytes(source.bytes(at, n));
            left -= n;
            sector = table[(int) sector] & 0xffff_ffffL;
        }
        if (sector != END && left > 0 && size != MAX_ENTRIES * 128L) {
            throw new IOException("a stream is cut off");
        }
        return out.toByteArray();
    }

    /// All entries in the order of the directory; the first is the root.
    public List<Entry> entries() {
        return entries;
    }

    /// Entries directly in a storage, in the order of their tree.
    public List<Entry> children(Entry storage) throws IOException {
        List<Entry> out = new ArrayList<>();
        collect(storage.child(), out, new HashSet<>(), 0);
        return out;
    }

    private void collect(int id, List<Entry> out, Set<Integer> seen, int depth) throws IOException {
        if (id < 0 || id >= entries.size()) {
            return;
        }
        if (!seen.add(id) || depth > 5000) {
            throw new IOException("the directory's tree has a cycle");
        }
        Entry e = entries.get(id);
        collect(e.left(), out, seen, depth + 1);
        out.add(e);
        collect(e.right(), out, seen, depth + 1);
    }

    public byte[] read(Entry e) throws IOException {
        return chain(e.start(), e.size(), e.size() < cutoff);
    }
}
