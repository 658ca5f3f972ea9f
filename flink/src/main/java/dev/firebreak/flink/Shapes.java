package dev.firebreak.flink;

import dev.firebreak.stream.record.DeadLetter;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.OutputTag;

/// The shapes in which everything travels between operators and lies in state: texts as keys, and records in their own
/// versioned binary form. No class of ours is serialised by Flink, so nothing falls back to reflection and a change of a
/// class cannot make a savepoint unreadable.
final class Shapes {
    static final TypeInformation<byte[]> BYTES =
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    /// A key and a record.
    static final TypeInformation<Tuple2<String, byte[]>> KEYED = Types.TUPLE(Types.STRING, BYTES);

    /// A Kafka record: its key, itself, and where it was read.
    static final TypeInformation<Tuple3<String, byte[], String>> TAKEN =
            Types.TUPLE(Types.STRING, BYTES, Types.STRING);

    /// A finding's id, the route of the part that says it, and the finding; or a mark, see [Marks].
    static final TypeInformation<Tuple3<String, String, byte[]>> PART =
            Types.TUPLE(Types.STRING, Types.STRING, BYTES);

    /// A shelf of the dictionary, a component's id, and the component.
    static final TypeInformation<Tuple3<Integer, String, byte[]>> COMPONENT =
            Types.TUPLE(Types.INT, Types.STRING, BYTES);

    /// A shelf of the dictionary and a question.
    static final TypeInformation<Tuple2<Integer, byte[]>> SHELVED = Types.TUPLE(Types.INT, BYTES);

    /// Owner and name of a machine, and a day on which a log names it.
    static final TypeInformation<Tuple3<String, String, Integer>> NAMED =
            Types.TUPLE(Types.STRING, Types.STRING, Types.INT);

    static final OutputTag<byte[]> NODES = new OutputTag<>("nodes", BYTES);

    /// Never used, see [FindingFold#processBroadcastElement].
    static final OutputTag<byte[]> IN_LINE = new OutputTag<>("in line", BYTES);

    static final OutputTag<Tuple2<String, byte[]>> DEAD = new OutputTag<>("dead letters", KEYED);
    static final OutputTag<Tuple2<String, byte[]>> COVERAGE = new OutputTag<>("coverage", KEYED);
    static final OutputTag<Tuple2<String, byte[]>> HOT = new OutputTag<>("hot keys", KEYED);
    static final OutputTag<Tuple3<String, String, Integer>> HOSTS =
            new OutputTag<>("machines in logs", NAMED);
    static final OutputTag<Tuple2<Integer, byte[]>> TO_SHELVES =
            new OutputTag<>("questions to shelves", SHELVED);
    static final OutputTag<Tuple3<Integer, String, byte[]>> COMPONENTS =
            new OutputTag<>("components", COMPONENT);

    /// Levels of hot keys, by the key's text.
    static final MapStateDescriptor<String, Integer> LEVELS =
            new MapStateDescriptor<>("hot-levels", Types.STRING, Types.INT);

    /// A broadcast needs a state; this one has nothing in it.
    static final MapStateDescriptor<String, Integer> NO_STATE =
            new MapStateDescriptor<>("marks", Types.STRING, Types.INT);

    private Shapes() {}

    static Tuple2<String, byte[]> dead(String origin, String reason, byte[] raw) {
        return Tuple2.of(origin, new DeadLetter(origin, reason, raw).encode());
    }
}
