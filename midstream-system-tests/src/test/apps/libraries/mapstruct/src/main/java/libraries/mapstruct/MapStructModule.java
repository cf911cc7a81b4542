package libraries.mapstruct;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.util.List;
import libraries.probe.Probe;
import org.mapstruct.Mapper;
import org.mapstruct.factory.Mappers;

/** A mapper that its annotation processor generates, found by name at run time. */
public final class MapStructModule implements AppModule {

    private static final OrderMapper MAPPER = Mappers.getMapper(OrderMapper.class);

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Mapper.class, "org.mapstruct", "mapstruct"), MapStructModule::use);
    }

    private static String use(String stamp) {
        OrderMapper.Stored stored =
                new OrderMapper.Stored(stamp, 1_250, List.of(new OrderMapper.StoredLine("a", 2)));
        OrderMapper.Shown shown = MAPPER.shown(stored);
        Probe.same("1250", shown.total());
        Probe.same(stored, MAPPER.stored(shown));
        return shown.id();
    }
}
