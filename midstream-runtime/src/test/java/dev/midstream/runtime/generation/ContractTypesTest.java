package dev.midstream.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What a contract may lead to. */
class ContractTypesTest {

    /** Data of many kinds. */
    public record Line(
            String text, List<Instant> at, Map<String, int[]> more, Optional<Line> next) {}

    /** Cases. */
    public sealed interface Shape permits Round, Corner {}

    /** A case. */
    public record Round(double r) implements Shape {}

    /** A case. */
    public enum Corner implements Shape {
        /** One. */
        LEFT
    }

    /** An interface behind a contract that leads back to itself. */
    public interface Node<T> {
        /** Its own kind. */
        Node<T> parent();

        /** A value. */
        T value();

        /** The module's object, or the host's. */
        void join(Node<T> other);
    }

    /** All of this can be handed out. */
    public interface Fine {
        Line line();

        Shape[][] shapes();

        Node<Shape> node();

        CompletionStage<List<Node<String>>> later();

        <T> T same(T value);

        AutoCloseable watch(Consumer<Line> with, Object any, Node<Shape> back);

        void out(List<Runnable> hooks);
    }

    /** A record with an interface in it. */
    public record Box(String name, Node<String> node) {}

    /** Not final. */
    public static class Open {}

    /** Final, with anything in it. */
    public static final class Closed {
        Object inside = new Object();

        Object inside() {
            return inside;
        }
    }

    /** Called by modules with an object of theirs. */
    public interface Listener {
        void joined(Node<String> node);
    }

    interface ReturnsObject {
        Object any();
    }

    interface ReturnsRaw {
        @SuppressWarnings("rawtypes")
        List raw();
    }

    interface ReturnsStream {
        Stream<String> lines();
    }

    interface ReturnsIterator {
        Optional<Iterator<String>> lines();
    }

    interface ReturnsFuture {
        Future<String> later();
    }

    interface ReturnsArrayList {
        @SuppressWarnings("NonApiType") // that is the point
        ArrayList<String> list();
    }

    interface ReturnsBox {
        Box box();
    }

    interface ReturnsOpen {
        List<? extends Open> open();
    }

    interface ReturnsClosed {
        Closed closed();
    }

    interface ReturnsAsked {
        <T> T as(Class<T> type);
    }

    interface Behind {
        Node<Stream<String>> node();
    }

    interface Listens {
        void listen(Listener listener);
    }

    interface Consumes {
        void each(Consumer<Node<String>> with);
    }

    interface Foreign {
        String judge(AssertionFailedError error);
    }

    private static final HostTypes HOST = new HostTypes(List.of(Fine.class), Map.of());

    private static Finding refused(Class<?> contract) {
        return assertThatExceptionOfType(MidstreamException.class)
                .isThrownBy(() -> ContractTypes.judge(contract, HOST))
                .actual()
                .finding();
    }

    @Test
    void dataInterfacesAndStagesCanBeHandedOut() {
        assertThatNoException().isThrownBy(() -> ContractTypes.judge(Fine.class, HOST));
        assertThat(ContractTypes.judge(Fine.class, HOST).wrapped().keySet())
                .extracting(ResolvedType::toString)
                .contains("Node<Shape>", "Node<String>", "AutoCloseable");
    }

    @Test
    void whatMayBeAnythingIsRefusedWithTheWayToIt() {
        assertThat(refused(ReturnsObject.class).subject()).isEqualTo("ReturnsObject.any → Object");
        assertThat(refused(ReturnsRaw.class).subject())
                .isEqualTo("ReturnsRaw.raw → List<Object> → Object");
        assertThat(refused(ReturnsAsked.class).subject()).isEqualTo("ReturnsAsked.as → Object");
        assertThat(refused(ReturnsObject.class).code()).isEqualTo(ReferenceError.UNSAFE_TYPE);
    }

    @Test
    void whatIsEvaluatedLaterIsRefused() {
        assertThat(refused(ReturnsStream.class).message())
                .contains("after the call has returned", "return a List");
        assertThat(refused(ReturnsIterator.class).subject())
                .isEqualTo("ReturnsIterator.lines → Optional<Iterator<String>> → Iterator<String>");
        assertThat(refused(ReturnsFuture.class).message()).contains("return a CompletionStage");
    }

    @Test
    void whatMayCarryCodeOfTheModuleIsRefused() {
        assertThat(refused(ReturnsArrayList.class).message()).contains("return a List");
        assertThat(refused(ReturnsOpen.class).message()).contains("own subclass");
        assertThat(refused(ReturnsBox.class).subject())
                .isEqualTo("ReturnsBox.box → Box → Box.node → Node<String>");
        assertThat(refused(ReturnsClosed.class).subject())
                .isEqualTo("ReturnsClosed.closed → Closed → Closed.inside → Object");
    }

    @Test
    void theWayLeadsThroughInterfaces() {
        assertThat(refused(Behind.class).subject())
                .isEqualTo("Behind.node → Node<Stream<String>> → Node.value → Stream<String>");
    }

    @Test
    void objectsOfTheHostAreNotGivenObjectsOfTheModule() {
        assertThat(refused(Listens.class).subject())
                .isEqualTo("Listens.listen → Listener → Listener.joined → Node<String>");
        assertThat(refused(Consumes.class).subject())
                .isEqualTo("Consumes.each → Consumer<Node<String>> → Node<String>");
    }

    @Test
    void aTypeThatModulesWouldHaveOtherwiseIsRefused() {
        Finding finding = refused(Foreign.class);
        assertThat(finding.code()).isEqualTo(ReferenceError.TYPE_NOT_SHARED);
        assertThat(finding.remedy()).contains(".contract(AssertionFailedError.class)");
    }
}
