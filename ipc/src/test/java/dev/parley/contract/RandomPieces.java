package dev.parley.contract;

import dev.parley.ByteSink;
import dev.parley.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Moves bytes in pieces of random size and through a random one of all the methods there are. */
final class RandomPieces {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int LONGEST = 200_000;

    private RandomPieces() {}

    static void write(ByteSink sink, byte[] content, Random random) throws IOException {
        for (int at = 0; at < content.length; ) {
            int size = Math.min(size(random), content.length - at);
            ByteBuffer piece = kind(random).of(Arrays.copyOfRange(content, at, at + size));
            at += switch (random.nextInt(6)) {
                case 0 -> sink.write(piece, LONG);
                case 1 -> sink.tryWrite(piece);
                case 2 -> (int) sink.write(split(piece, random));
                case 3 -> (int) sink.write(MemorySegment.ofBuffer(piece));
                case 4 -> sink.write(piece.asReadOnlyBuffer());
                default -> sink.write(piece);
            };
        }
    }

    static byte[] read(ByteSource source, int expected, Random random) throws IOException {
        var all = new ByteArrayOutputStream(expected);
        for (; ; ) {
            ByteBuffer piece = kind(random).withMargins(size(random));
            ByteBuffer[] parts = split(piece, random);
            long count = switch (random.nextInt(5)) {
                case 0 -> source.read(piece, LONG);
                case 1 -> source.tryRead(piece);
                case 2 -> source.read(parts);
                case 3 -> source.read(MemorySegment.ofBuffer(piece));
                default -> source.read(piece);
            };
            if (count < 0) {
                return all.toByteArray();
            }
            var bytes = new byte[(int) count];
            piece.duplicate().clear().get(7, bytes);
            all.writeBytes(bytes);
        }
    }

    private static ByteBuffer[] split(ByteBuffer whole, Random random) {
        var parts = new ByteBuffer[1 + random.nextInt(9)];
        for (int i = 0, at = whole.position(); i < parts.length; i++) {
            int end = i == parts.length - 1 ? whole.limit() : at + random.nextInt(whole.limit() - at + 1);
            parts[i] = whole.duplicate().position(at).limit(end);
            at = end;
        }
        return parts;
    }

    private static Buffers kind(Random random) {
        return Buffers.values()[random.nextInt(Buffers.values().length)];
    }

    /** Mostly small, sometimes longer than what a pipe holds. */
    private static int size(Random random) {
        return 1 + random.nextInt(1 << (1 + random.nextInt(17))) % LONGEST;
    }
}
