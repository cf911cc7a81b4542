package libraries.kotlin;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.util.List;
import kotlin.KotlinVersion;
import kotlin.collections.CollectionsKt;
import kotlin.sequences.SequencesKt;
import kotlin.text.Regex;
import kotlin.text.StringsKt;
import libraries.probe.Probe;

/** The standard library called from Java: collections, sequences, expressions. */
public final class KotlinModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, KotlinVersion.CURRENT.toString(), KotlinModule::use);
    }

    private static String use(String stamp) {
        List<List<Integer>> chunks = CollectionsKt.chunked(List.of(1, 2, 3, 4, 5), 2);
        Probe.same(List.of(List.of(1, 2), List.of(3, 4), List.of(5)), chunks);
        Probe.same(
                List.of(2, 4),
                SequencesKt.toList(
                        SequencesKt.filter(CollectionsKt.asSequence(List.of(1, 2, 3, 4)), n -> n % 2 == 0)));
        Probe.same(true, new Regex("[\\w-]+").matches(stamp));
        return StringsKt.reversed(StringsKt.reversed(stamp)).toString();
    }
}
