package libraries.snakeyaml;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.util.List;
import java.util.Map;
import libraries.probe.Probe;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.Constructor;

/** Documents to maps and to beans, and back to text. */
public final class SnakeYamlModule implements AppModule {

    /** A bean. */
    public static final class Settings {
        private String stamp = "";
        private List<String> hosts = List.of();

        /** For the parser. */
        public String getStamp() {
            return stamp;
        }

        /** For the parser. */
        public void setStamp(String stamp) {
            this.stamp = stamp;
        }

        /** For the parser. */
        public List<String> getHosts() {
            return hosts;
        }

        /** For the parser. */
        public void setHosts(List<String> hosts) {
            this.hosts = hosts;
        }
    }

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Yaml.class, "org.yaml", "snakeyaml"), SnakeYamlModule::use);
    }

    private static String use(String stamp) {
        String text = new Yaml().dump(Map.of("stamp", stamp, "hosts", List.of("a", "b")));
        Settings settings = new Yaml(new Constructor(Settings.class, new LoaderOptions())).load(text);
        Probe.same(List.of("a", "b"), settings.getHosts());
        return settings.getStamp();
    }
}
