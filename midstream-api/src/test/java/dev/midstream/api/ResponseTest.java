package dev.midstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.midstream.api.Response.Header;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

    @Test
    void textIsUtf8AndSaysSo() {
        Response response = Response.text("grün");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsExactly(new Header("Content-Type", "text/plain; charset=utf-8"));
        assertThat(response.body()).isEqualTo("grün".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jsonAndHtmlNameTheirTypes() {
        assertThat(Response.json("{}").headers())
                .containsExactly(new Header("Content-Type", "application/json"));
        assertThat(Response.json(new byte[] {'1'}).body()).containsExactly('1');
        assertThat(Response.html("<p>").headers())
                .containsExactly(new Header("Content-Type", "text/html; charset=utf-8"));
    }

    @Test
    void aStatusAloneHasNeitherHeaderNorBody() {
        Response response = Response.status(204);
        assertThat(response.headers()).isEmpty();
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 101, 199, 600, 1000})
    void onlyFinalStatusesAreAccepted(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.status(status))
                .withMessageContaining("status " + status)
                .withMessageContaining("200 to 599");
    }

    @Test
    void headersKeepTheirOrderAndMayRepeat() {
        Response response =
                Response.status(200).header("Set-Cookie", "a=1").header("Set-Cookie", "b=2");
        assertThat(response.headers())
                .containsExactly(new Header("Set-Cookie", "a=1"), new Header("Set-Cookie", "b=2"));
    }

    @Test
    void anotherBodyReplacesTheContentTypeWhateverItsCase() {
        Response response =
                Response.status(200)
                        .header("content-type", "text/csv")
                        .header("X-A", "1")
                        .body("text/plain", "x");
        assertThat(response.headers())
                .containsExactly(new Header("X-A", "1"), new Header("Content-Type", "text/plain"));
    }

    @Test
    void eachStepLeavesTheResponseBeforeItAsItWas() {
        Response plain = Response.text("a");
        Response more = plain.header("X-A", "1").body("text/plain", "b");
        assertThat(plain.headers()).hasSize(1);
        assertThat(plain.body()).containsExactly('a');
        assertThat(more.headers()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "content-length",
                "Date",
                "CONNECTION",
                "Transfer-Encoding",
                "transfer-encoding"
            })
    void headersOfTheHostAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.status(200).header(name, "1"))
                .withMessageContaining(name)
                .withMessageContaining("set by the host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "X A",
                "X:",
                "X\r\nSet-Cookie",
                "X\n",
                "X\t",
                "Ü",
                "X(",
                "X/",
                "X\u0000",
                "X\u007f",
                "X\u010d"
            })
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.status(200).header(name, "1"))
                .withMessageNotContainingAny("\r", "\n", "\u0000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rb",
                "a\nb",
                "a\r\nSet-Cookie: b=1",
                "\u0000",
                "a\u001f",
                "a\u007f",
                // Cut to one byte these would be CR and LF.
                "a\u010d\u010ab",
                "\u4f60"
            })
    void aValueCannotBreakOutOfItsLine(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.status(200).header("X-A", value))
                .withMessageContaining("'X-A'")
                .withMessageNotContainingAny("\r", "\n", "\u0000");
    }

    @Test
    void theBodysTypeIsCheckedLikeAnyHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.status(200).body("text/plain\r\nX: y", "x"));
    }

    @Test
    void aTabAndLatin1AreAllowedInValues() {
        assertThat(Response.status(200).header("X-A", "a\tb é").headers())
                .containsExactly(new Header("X-A", "a\tb é"));
    }

    @Test
    void theTextFormSaysStatusAndSizeAndNoContent() {
        assertThat(Response.text("secret")).hasToString("Response[200, 6 bytes]");
    }
}
