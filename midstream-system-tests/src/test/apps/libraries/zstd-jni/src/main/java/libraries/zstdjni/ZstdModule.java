package libraries.zstdjni;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.util.ZstdVersion;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import libraries.probe.Probe;

/** Bytes compressed by native code, at once and as a stream. */
public final class ZstdModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, ZstdVersion.VERSION, ZstdModule::use);
    }

    private static String use(String stamp) throws IOException {
        byte[] packed = Zstd.compress((stamp + " ".repeat(1_000)).getBytes(StandardCharsets.UTF_8), 7);
        Probe.same(true, packed.length < 200);
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
