package dev.firebreak.formats.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads gzip (RFC 1952) with any number of members, as rotated and appended logs have. Unlike the JDK's stream it does
/// not take rubbish behind a member for the end: a file that goes on with something else is told, zero padding is not.
final class GzipMembers extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int MAX_HEADER_TEXT = 1 << 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer;
    private int at;
    private int limit;
    private boolean inMember;
    private boolean ended;
    private long size;
    private int members;

    GzipMembers(InputStream in, int bufferSize) {
        this.in = in;
        buffer = new byte[bufferSize];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember && !begin()) {
                ended = true;
                break;
            }
            int n = inflate(b, off, len);
            if (n > 0) {
                crc.update(b, off, n);
                size += n;
                return n;
            }
        }
        return -1;
    }

    private int inflate(byte[] b, int off, int len) throws IOException {
        try {
            while (true) {
                int n = inflater.inflate(b, off, len);
                if (n > 0) {
                    return n;
                }
                if (inflater.finished()) {
                    at = limit - inflater.getRemaining();
                    trailer();
                    return 0;
                }
                if (inflater.needsDictionary()) {
                    throw new IOException("gzip data is broken: it asks for a dictionary");
                }
                at = limit;
                if (!fill()) {
                    throw new EOFException("gzip data ends early");
                }
                inflater.setInput(buffer, 0, limit);
            }
        } catch (DataFormatException e) {
            throw new IOException("gzip data is broken: " + e.getMessage(), e);
        }
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        at = 0;
        limit = Math.max(0, n);
        return n > 0;
    }

    private int octet() throws IOException {
        if (at == limit && !fill()) {
            throw new EOFException("gzip data ends early");
        }
        return buffer[at++] & 0xff;
    }

    /// Reads a member's header; false at the end of the file.
    private boolean begin() throws IOException {
        int first;
        do {
            if (at == limit && !fill()) {
                return false;
            }
            first = buffer[at++] & 0xff;
        } while (first == 0 && members > 0);
        if (first != 0x1f || octet() != 0x8b) {
            throw new IOException("the gzip data is followed by something else");
        }
        if (octet() != 8) {
            throw new IOException("gzip with an unknown method");
        }
        int flags = octet();
        for (int i = 0; i < 6; i++) {
            octet();
        }
        if ((flags & EXTRA) != 0) {
            int length = octet() | octet() << 8;
            for (int i = 0; i < length; i++) {
                octet();
            }
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        if ((flags & HEADER_CRC) != 0) {
            octet();
            octet();
        }
        members++;
        inflater.reset();
        inflater.setInput(buffer, at, limit - at);
        crc.reset();
        size = 0;
        inMember = true;
        return true;
    }

    private void skipText(int present) throws IOException {
        for (int i = 0; present != 0 && octet() != 0; i++) {
            if (i > MAX_HEADER_TEXT) {
                throw new IOException("gzip header is longer than " + MAX_HEADER_TEXT + " bytes");
            }
        }
    }

    private void trailer() throws IOException {
        long sum = word();
        long length = word();
        inMember = false;
        if (sum != crc.getValue() || length != (size & 0xffffffffL)) {
            throw new IOException("gzip data is damaged: its checksum does not fit");
        }
    }

    private long word() throws IOException {
        return octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
