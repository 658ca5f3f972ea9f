package dev.firebreak.flink;

import dev.firebreak.core.join.Finding;
import dev.firebreak.stream.flow.Expansion;
import dev.firebreak.stream.flow.Node;
import dev.firebreak.stream.flow.PartFold;
import dev.firebreak.stream.record.FindingRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/// Keyed by finding: puts the parts of a finding together and lets it through when it has changed. Reports of buckets come
/// through here too, behind the findings they stand for.
///
/// State is kept of each finding for ever, of withdrawn ones too: parts come from several tasks in no order, and one that is late
/// would be told without what was folded before.
final class FindingFold
        extends KeyedBroadcastProcessFunction<
                String, Tuple3<String, String, byte[]>, byte[], Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    /// The part and what was told of it, for as long as there is one part only, as for nearly all findings: so a finding
    /// costs two look-ups and one entry. An empty route means that there are more.
    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Tuple2<String, byte[]>> only;

    /// All parts where there are more than one. Of findings that the first versions told, there is always an entry here.
    @SuppressWarnings("NullAway.Init")
    private transient MapState<String, byte[]> parts;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<byte[]> told;

    @Override
    public void open(OpenContext context) {
        only = getRuntimeContext().getState(new ValueStateDescriptor<>("only", Shapes.KEYED));
        parts =
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>("parts", Types.STRING, Shapes.BYTES));
        told = getRuntimeContext().getState(new ValueStateDescriptor<>("told", Shapes.BYTES));
    }

    @Override
    public void processElement(
            Tuple3<String, String, byte[]> part,
            ReadOnlyContext context,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        if (Marks.isMark(part)) {
            Node node = Expansion.folded(Node.decode(part.f2), Marks.number(part));
            context.output(Shapes.NODES, node.encode());
            return;
        }
        Tuple2<String, byte[]> known = only.value();
        if (known == null ? told.value() == null : known.f0.equals(part.f1)) {
            if (known == null || !Arrays.equals(known.f1, part.f2)) {
                only.update(Tuple2.of(part.f1, part.f2));
                out.collect(Tuple2.of(part.f0, part.f2));
            }
            return;
        }
        if (known != null && !known.f0.isEmpty()) {
            parts.put(known.f0, known.f1);
            told.update(known.f1);
            only.update(Tuple2.of("", new byte[0]));
        }
        fold(part, out);
    }

    private void fold(Tuple3<String, String, byte[]> part, Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        parts.put(part.f1, part.f2);
        List<Finding> all = new ArrayList<>(1);
        for (byte[] b : parts.values()) {
            all.add(FindingRecord.decode(b).finding());
        }
        FindingRecord one = FindingRecord.decode(part.f2);
        FindingRecord folded =
                new FindingRecord(one.question(), PartFold.fold(all), one.component());
        byte[] now = folded.encode();
        if (!Arrays.equals(now, told.value())) {
            told.update(now);
            out.collect(Tuple2.of(part.f0, now));
        }
    }

    /// Nothing ever comes here. A task with a broadcast gets its barriers in line with its records: so of a finding's part the
    /// newest word stays the last one when a job goes on with another number of tasks, which is not so for records that a
    /// barrier overtook. Little waits before this task, so it costs no time.
    @Override
    public void processBroadcastElement(
            byte[] nothing, Context context, Collector<Tuple2<String, byte[]>> out) {
        throw new IllegalStateException("a broadcast to the findings");
    }
}
