package dev.midstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.load.AnswerParser.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {

    private static final String PLAIN =
            "HTTP/1.1 200 OK\r\nDate: today\r\ncontent-LENGTH: 5\r\n\r\nhello";

    @Test
    void anAnswerMayArriveInAnyTwoPieces() {
        for (int cut = 1; cut < PLAIN.length(); cut++) {
            AnswerParser parser = fresh();
            assertThat(parser.feed(bytes(PLAIN.substring(0, cut)))).isEqualTo(State.PARTIAL);
            assertThat(parser.feed(bytes(PLAIN.substring(cut)))).isEqualTo(State.COMPLETE);
            assertThat(parser.status()).isEqualTo(200);
            assertThat(parser.closes()).isFalse();
            assertThat(parser.body()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anAnswerMayArriveByteByByteAndTheNextOneToo() {
        AnswerParser parser = fresh();
        for (int round = 0; round < 2; round++) {
            State state = State.PARTIAL;
            for (int i = 0; i < PLAIN.length(); i++) {
                assertThat(state).isEqualTo(State.PARTIAL);
                state = parser.feed(bytes(PLAIN.substring(i, i + 1)));
            }
            assertThat(state).isEqualTo(State.COMPLETE);
            parser.reset();
        }
    }

    @Test
    void aLongBodyIsTakenWhole() {
        AnswerParser parser = fresh();
        String body = "x".repeat(100_000);
        parser.feed(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
        assertThat(parser.feed(bytes(body))).isEqualTo(State.COMPLETE);
        assertThat(parser.body()).hasSize(100_000);
    }

    @Test
    void theServerMayAnnounceThatItCloses() {
        AnswerParser parser = fresh();
        parser.feed(bytes("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"));
        assertThat(parser.closes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc",
                "\r\n\r\n\r\n\r\n",
            })
    void whatIsNoPlainAnswerIsMalformed(String answer) {
        AnswerParser parser = fresh();
        assertThat(parser.feed(bytes(answer))).isEqualTo(State.MALFORMED);
        assertThat(parser.problem()).isNotEmpty();
    }

    @Test
    void aHeadWithoutAnEndIsMalformed() {
        AnswerParser parser = fresh();
        assertThat(parser.feed(bytes("x".repeat(20_000)))).isEqualTo(State.MALFORMED);
    }

    private static AnswerParser fresh() {
        AnswerParser parser = new AnswerParser();
        parser.reset();
        return parser;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
