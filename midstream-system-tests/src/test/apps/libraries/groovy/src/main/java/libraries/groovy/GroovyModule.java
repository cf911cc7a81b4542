package libraries.groovy;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import groovy.json.JsonSlurper;
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import groovy.lang.Script;
import java.util.Map;
import libraries.probe.Probe;
import org.codehaus.groovy.reflection.ClassInfo;

/** A script compiled at start and run with a binding, and JSON. */
public final class GroovyModule implements AppModule {

    private static final Class<? extends Script> RULE = compile();

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, GroovySystem.getVersion(), GroovyModule::use);
    }

    /** What Groovy knows of classes of the JDK hangs on these and would keep this module's loader. */
    @Override
    public void stop() {
        ClassInfo.getAllClassInfo().forEach(info -> ClassInfo.remove(info.getTheClass()));
    }

    private static Class<? extends Script> compile() {
        return new GroovyShell(GroovyModule.class.getClassLoader())
                .parse("def total = lines.collect { it.qty * it.cents }.sum()\n\"${stamp}:${total}\".toString()")
                .getClass();
    }

    private static String use(String stamp) throws Exception {
        Object read = new JsonSlurper().parseText("{\"lines\":[{\"qty\":2,\"cents\":150},{\"qty\":1,\"cents\":99}]}");
        Script rule = RULE.getConstructor().newInstance();
        Binding binding = new Binding();
        binding.setVariable("lines", ((Map<?, ?>) read).get("lines"));
        binding.setVariable("stamp", stamp);
        rule.setBinding(binding);
        String text = (String) rule.run();
        Probe.same(stamp + ":399", text);
        return text.substring(0, text.indexOf(':'));
    }
}
