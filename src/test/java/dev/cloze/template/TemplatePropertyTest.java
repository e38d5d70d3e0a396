package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TemplatePropertyTest {
  private static final ListStyle NO_LIST = new ListStyle(Optional.empty(), Optional.empty());

  @Property
  void whatIsWrittenReadsAsTheSamePieces(@ForAll("pieces") List<Piece> pieces) {
    String written = TemplateWriter.write(pieces);

    assertThat(Template.parse(written).pieces()).isEqualTo(pieces);
  }

  @Property
  void whatIsWrittenWithDemonstrationsReadsAsTheSamePieces(
      @ForAll("shownPieces") List<Piece> pieces) {
    assertThat(Template.parse(TemplateWriter.write(pieces)).pieces()).isEqualTo(pieces);
  }

  @Property
  void whatIsWrittenWithKeysReadsAsTheSamePieces(
      @ForAll("pieces") List<Piece> drawn, @ForAll("keys") List<Optional<Integer>> lengths) {
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece : drawn) {
      if (!(piece instanceof Piece.Soft)) {
        pieces.add(piece);
      }
    }
    for (int i = 0; i < lengths.size(); i++) {
      SoftKey key = new SoftKey("the key " + i, lengths.get(i), i);
      pieces.add(new Piece.Text("a", new Frame(" ", Optional.empty(), Optional.of(key))));
      pieces.add(
          new Piece.Entity(
              "head",
              Optional.of("text_b"),
              Filling.of(Optional.empty()),
              new Frame("", Optional.of(true), Optional.of(key))));
    }

    assertThat(Template.parse(TemplateWriter.write(pieces)).pieces()).isEqualTo(pieces);
  }

  @Provide
  Arbitrary<List<Optional<Integer>>> keys() {
    return Arbitraries.integers().between(1, 99).optional().list().ofMaxSize(4);
  }

  @Property
  void jsonSpellingReadsAsPythonSpelling(@ForAll("spellings") String python) {
    String json =
        python
            .replace("None", "null")
            .replace("True", "true")
            .replace("False", "false")
            .replace('\'', '"');

    assertThat(Template.parse(json).pieces()).isEqualTo(Template.parse(python).pieces());
  }

  @Property(tries = 3000)
  void anyTextReadsOrFailsInOneLine(@ForAll String text) {
    readsOrFailsInOneLine(text);
  }

  @Property(tries = 10_000)
  void anyMixOfTheLanguagesWordsReadsOrFailsInOneLine(@ForAll("mixes") String text) {
    readsOrFailsInOneLine(text);
  }

  private static void readsOrFailsInOneLine(String text) {
    try {
      Template template = Template.parse(text);
      assertThat(Template.parse(template.written()).pieces()).isEqualTo(template.pieces());
      assertThat(Template.parse(template.written()).softGroups()).isEqualTo(template.softGroups());
    } catch (ClozeException error) {
      assertThat(error.code()).isInstanceOf(TemplateError.class);
      assertThat(error.getMessage()).startsWith("template").doesNotContain("\n", "\r", "\u2028");
    }
  }

  @Provide
  Arbitrary<String> mixes() {
    return Arbitraries.of(
            "{",
            "}",
            "{\"mask\"}",
            "\"mask\"",
            "'soft'",
            "\"soft_id\"",
            "\"text\"",
            "\"placeholder\"",
            "\"text_a\"",
            "\"post_processing\"",
            "\"shortenable\"",
            "\"duplicate\"",
            "\"front\"",
            "\"soft_key\"",
            "\"key_length\"",
            "{\"demonstrations\"}",
            "\"entity\"",
            "\"optional\"",
            "\"before\"",
            "\"numbered\"",
            "\"(a) \"",
            ":",
            ",",
            " ",
            "\n",
            "None",
            "true",
            "1",
            "-2",
            "lambda",
            "x",
            "x.strip(\".\")",
            "[:-1]",
            "+",
            ".",
            "(",
            ")",
            "\"\\",
            "'",
            "\"",
            "\u00a0",
            "😀",
            "\ud800",
            "word",
            "<mask>",
            "\"lower\"")
        .list()
        .ofMaxSize(16)
        .map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> spellings() {
    return Arbitraries.of(
            "{'mask'} ",
            "{'mask': None,}",
            "{ 'soft' : None , 'duplicate' : 3 }",
            " word ",
            "{'soft':'some words','same':True}",
            "{'placeholder':'text_a','shortenable':False}",
            "{'meta':'topic','post_processing':'lower', 'shortenable': True}",
            "{'text':'a { brace } \\u00e9','add_prefix_space':''}",
            "{'entity':'head','of':'text_b'}",
            "{'placeholder':'text_a','optional':True,'before':'Q: ','after':' '}",
            "{'meta':'choices','join':', ','numbered':'A) '}",
            "{'text':'a','soft_key':'question','key_length':4}",
            "{'special':'<sep>'}.")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts) + "{'mask'}");
  }

  @Provide
  Arbitrary<List<Piece>> pieces() {
    Arbitrary<Piece> mask =
        frames().map(frame -> new Piece.Mask(new Frame(frame.prefix(), Optional.empty())));
    return Arbitraries.oneOf(texts(), fields(), soft(), special(), mask)
        .list()
        .ofMaxSize(10)
        .map(TemplatePropertyTest::numbered);
  }

  /** Templates with one mask, demonstrations before or behind it, and a soft prefix. */
  @Provide
  Arbitrary<List<Piece>> shownPieces() {
    Arbitrary<Piece> demonstrations =
        Combinators.combine(
                words().optional(),
                Arbitraries.integers().between(1, 99).optional(),
                Arbitraries.of(true, false).optional(),
                Arbitraries.of("", " ", "-").map(Frame::of))
            .as(Piece.Demonstrations::new);
    Arbitrary<List<Piece>> others = Arbitraries.oneOf(texts(), fields()).list().ofMaxSize(3);
    return Combinators.combine(others, demonstrations, Arbitraries.of(true, false))
        .as(
            (pieces, item, front) -> {
              List<Piece> all = new ArrayList<>();
              if (front) {
                SoftUse use =
                    new SoftUse(
                        Optional.of("a"),
                        Optional.of(1),
                        Optional.of(9),
                        Optional.empty(),
                        Optional.of(true));
                all.add(new Piece.Soft(use, 0, Frame.of("")));
              }
              all.addAll(pieces);
              all.add(item);
              all.add(new Piece.Mask(Frame.of(" ")));
              return all;
            });
  }

  /** Each soft piece without an id opens the next group; a mask makes the template whole. */
  private static List<Piece> numbered(List<Piece> drawn) {
    List<Piece> pieces = new ArrayList<>();
    int groups = 0;
    for (Piece piece : drawn) {
      pieces.add(
          piece instanceof Piece.Soft soft
              ? new Piece.Soft(soft.use(), groups++, soft.frame())
              : piece);
    }
    pieces.add(new Piece.Mask(Frame.of(" ")));
    return pieces;
  }

  private static Arbitrary<Frame> frames() {
    Arbitrary<Optional<Boolean>> flags = Arbitraries.of(true, false).optional();
    return Combinators.combine(Arbitraries.of("", " ", "\n"), flags).as(Frame::new);
  }

  private static Arbitrary<String> words() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .filter(text -> CharMatcher.inRange('\ud800', '\udfff').matchesNoneOf(text));
    return Arbitraries.oneOf(
        any,
        Arbitraries.of(
            "It was", "a {brace}", "\"quoted\"", "back\\slash", "'", " spaced ", "<mask>"));
  }

  private static Arbitrary<Piece> texts() {
    return Combinators.combine(words(), frames()).as(Piece.Text::new);
  }

  private static Arbitrary<Piece> fields() {
    Arbitrary<Optional<PostProcessing>> processing =
        Arbitraries.oneOf(
                Arbitraries.of(TextFunction.class).map(PostProcessing.class::cast), lambdas())
            .optional();
    Arbitrary<Optional<ListStyle>> lists =
        Combinators.combine(
                words().optional(), Arbitraries.of("A) ", "(a)", "1\n", "{1}").optional())
            .as(ListStyle::new)
            .map(style -> Optional.of(style).filter(it -> !it.equals(NO_LIST)));
    Arbitrary<Filling> fillings =
        Combinators.combine(
                processing,
                Arbitraries.of(true, false).optional(),
                words().optional(),
                words().optional(),
                lists)
            .as(Filling::new);
    return Arbitraries.oneOf(
        Combinators.combine(words(), fillings, frames()).as(Piece.Placeholder::new),
        Combinators.combine(words(), fillings, frames()).as(Piece.Meta::new),
        Combinators.combine(words(), words().optional(), fillings, frames()).as(Piece.Entity::new));
  }

  private static Arbitrary<PostProcessing> lambdas() {
    Arbitrary<Integer> bounds = Arbitraries.integers().between(-9, 9).injectNull(0.3);
    Arbitrary<LambdaFunction.Step> slices =
        Combinators.combine(bounds, bounds).as(LambdaFunction.Slice::new);
    Arbitrary<LambdaFunction.Step> calls =
        words().map(text -> new LambdaFunction.Call(TextMethod.RSTRIP, ImmutableList.of(text)));
    Arbitrary<LambdaFunction.Step> lower =
        Arbitraries.just(new LambdaFunction.Call(TextMethod.LOWER, ImmutableList.of()));
    Arbitrary<LambdaFunction.Term> chains =
        Arbitraries.oneOf(slices, calls, lower)
            .list()
            .ofMaxSize(4)
            .map(steps -> new LambdaFunction.Chain(ImmutableList.copyOf(steps)));
    Arbitrary<LambdaFunction.Term> constants = words().map(LambdaFunction.Constant::new);
    Arbitrary<LambdaFunction.Term> joins = words().map(LambdaFunction.Join::new);
    return Arbitraries.oneOf(chains, constants, joins)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(terms -> new LambdaFunction(ImmutableList.copyOf(terms)));
  }

  private static Arbitrary<Piece> soft() {
    Arbitrary<Optional<Integer>> copies = Arbitraries.integers().between(1, 50).optional();
    Arbitrary<Optional<Boolean>> same = Arbitraries.of(true, false).optional();
    return Combinators.combine(words(), copies, same, frames())
        .as(
            (text, duplicate, shared, frame) ->
                new Piece.Soft(
                    new SoftUse(Optional.of(text), Optional.empty(), duplicate, shared), 0, frame));
  }

  private static Arbitrary<Piece> special() {
    return Combinators.combine(Arbitraries.of(SpecialToken.class), frames()).as(Piece.Special::new);
  }
}
