package languages.kotlin

import dev.midstream.api.AppModule
import dev.midstream.api.Provides
import dev.midstream.api.Response
import dev.midstream.api.Wiring
import languages.Greeter
import languages.Greeter.Greeting
import languages.Greeter.Mood

private const val VERSION = "1"

/** Greets, and answers for itself. */
class KotlinModule : AppModule {
    @Provides
    fun greeter(): Greeter = Polite

    override fun configure(wiring: Wiring) {
        wiring.http().get("/kotlin") { call ->
            val stamp = call.query("stamp").orElse("none")
            val said = Polite.greet(stamp, Mood.PLAIN).text.split(' ').last()
            Response.text("$said $VERSION")
        }
    }
}

private data class Said(val words: List<String>) {
    val text by lazy { words.joinToString(" ") }
}

private object Polite : Greeter {
    override fun greet(name: String, mood: Mood): Greeting {
        val said = Said(sequenceOf("hello", name).map { if (mood == Mood.LOUD) it.uppercase() else it }.toList())
        return Greeting(said.text, VERSION)
    }
}
