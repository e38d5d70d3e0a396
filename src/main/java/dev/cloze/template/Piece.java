package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One part of a template: a run of literal text, or an item in braces. */
public sealed interface Piece {

  /** What the piece has beside its content. */
  Frame frame();

  /** What is put in front of the text; masks, special tokens and soft rows leave it out. */
  default String prefix() {
    return frame().prefix();
  }

  /** Whether truncation may take tokens of this piece. */
  default boolean shortenable() {
    return frame().shortenable().orElse(false);
  }

  /**
   * What the piece makes of an example.
   *
   * @param template the template that the piece belongs to
   * @return one rendered piece or more, and none where the piece is left out
   */
  ImmutableList<RenderedPiece> render(Example example, Template template);

  /** The same piece with another frame. */
  Piece withFrame(Frame other);

  /** The content and the options of this kind as written, without those of the frame. */
  Map<String, Object> content();

  /**
   * The piece as OpenPrompt's {@code parse_text} gives it: {@code add_prefix_space}, then the keys
   * that were written, with strings, Booleans, Integers and null as values. {@code post_processing}
   * is left out: there it is a Python function, which no file can hold.
   */
  default Map<String, Object> parsed() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(Key.ADD_PREFIX_SPACE.symbol(), prefix());
    map.putAll(content());
    map.putAll(frame().content());
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> content(Key key, String value, Map<String, Object> options) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key.symbol(), value);
    map.putAll(options);
    return Collections.unmodifiableMap(map);
  }

  /** The option {@code post_processing} where it was written. */
  default Optional<PostProcessing> postProcessing() {
    return Optional.empty();
  }

  /**
   * Text that is the same for every example.
   *
   * @param text the text without its prefix
   */
  record Text(String text, Frame frame) implements Piece {
    /** Refuses null. */
    public Text {
      requireNonNull(text, "text");
      requireNonNull(frame, "frame");
    }

    @Override
    public Piece withFrame(Frame other) {
      return new Text(text, other);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      return ImmutableList.of(new RenderedPiece.Text(prefix() + text, shortenable()));
    }

    @Override
    public Map<String, Object> content() {
      return ImmutableMap.of(Key.TEXT.symbol(), text);
    }
  }

  /** Text of the example. */
  sealed interface Value extends Piece {
    /** How it stands in the template. */
    Filling filling();

    /** The same text, filled in another way. */
    Value with(Filling other, Frame frame);

    @Override
    default Piece withFrame(Frame other) {
      return with(filling(), other);
    }

    @Override
    default Optional<PostProcessing> postProcessing() {
      return filling().postProcessing();
    }
  }

  /**
   * A text of the example.
   *
   * @param field the name of the text
   * @param filling how it stands there
   */
  record Placeholder(String field, Filling filling, Frame frame) implements Value {
    /** Refuses null. */
    public Placeholder {
      requireNonNull(field, "field");
      requireNonNull(filling, "filling");
      requireNonNull(frame, "frame");
    }

    /** The text alone, changed or not. */
    public Placeholder(String field, Optional<PostProcessing> postProcessing, Frame frame) {
      this(field, Filling.of(postProcessing), frame);
    }

    @Override
    public Value with(Filling other, Frame newFrame) {
      return new Placeholder(field, other, newFrame);
    }

    /** True unless the template says otherwise: long inputs are what truncation is for. */
    @Override
    public boolean shortenable() {
      return frame.shortenable().orElse(true);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      return filling.render(Asked.field(template, example, field), prefix(), shortenable());
    }

    @Override
    public Map<String, Object> content() {
      return Piece.content(Key.PLACEHOLDER, field, filling.content());
    }
  }

  /**
   * A fact beside the example's texts.
   *
   * @param key the name of the fact
   * @param filling how it stands there
   */
  record Meta(String key, Filling filling, Frame frame) implements Value {
    /** Refuses null. */
    public Meta {
      requireNonNull(key, "key");
      requireNonNull(filling, "filling");
      requireNonNull(frame, "frame");
    }

    /** The fact alone, changed or not. */
    public Meta(String key, Optional<PostProcessing> postProcessing, Frame frame) {
      this(key, Filling.of(postProcessing), frame);
    }

    @Override
    public Value with(Filling other, Frame newFrame) {
      return new Meta(key, other, newFrame);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      return filling.render(Asked.meta(template, example, key), prefix(), shortenable());
    }

    @Override
    public Map<String, Object> content() {
      return Piece.content(Key.META, key, filling.content());
    }
  }

  /**
   * A part of a text of the example, copied (as in PTR, Han et al. 2021).
   *
   * @param name the field that holds it, or the fact where there is no such field
   * @param of the field that it occurs in, where it was written; else {@code text_a}
   * @param filling how it stands there
   */
  record Entity(String name, Optional<String> of, Filling filling, Frame frame) implements Value {
    /** Refuses null. */
    public Entity {
      requireNonNull(name, "name");
      requireNonNull(of, "of");
      requireNonNull(filling, "filling");
      requireNonNull(frame, "frame");
    }

    @Override
    public Value with(Filling other, Frame newFrame) {
      return new Entity(name, of, other, newFrame);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      Asked entity = Asked.entity(template, example, name);
      Asked text = Asked.field(template, example, of.orElse(Example.TEXT_A));
      entity.found().ifPresent(found -> require(entity, text));
      return filling.render(entity, prefix(), shortenable());
    }

    private static void require(Asked entity, Asked text) {
      String found = entity.found().orElseThrow();
      if (!text.found().orElseThrow(text::missing).contains(found)) {
        throw entity.error(
            TemplateError.ENTITY_NOT_IN_TEXT,
            "has the %s %s, which does not occur in its %s %s",
            entity.name(),
            Quoting.shortened(found),
            text.name(),
            Quoting.shortened(text.found().orElseThrow()));
      }
    }

    @Override
    public Map<String, Object> content() {
      Map<String, Object> options = filling.content();
      of.ifPresent(field -> options.put(Key.OF.symbol(), field));
      return Piece.content(Key.ENTITY, name, options);
    }
  }

  /** The position that the model has to fill. */
  record Mask(Frame frame) implements Piece {
    /** Refuses null. */
    public Mask {
      requireNonNull(frame, "frame");
    }

    @Override
    public Piece withFrame(Frame other) {
      return new Mask(other);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      return ImmutableList.of(new RenderedPiece.Mask(shortenable()));
    }

    @Override
    public Map<String, Object> content() {
      return Collections.singletonMap(Key.MASK.symbol(), null);
    }
  }

  /**
   * One of the tokenizer's own tokens.
   *
   * @param token which one
   */
  record Special(SpecialToken token, Frame frame) implements Piece {
    /** Refuses null. */
    public Special {
      requireNonNull(token, "token");
      requireNonNull(frame, "frame");
    }

    @Override
    public Piece withFrame(Frame other) {
      return new Special(token, other);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      return ImmutableList.of(new RenderedPiece.Special(token, shortenable()));
    }

    @Override
    public Map<String, Object> content() {
      return ImmutableMap.of(Key.SPECIAL.symbol(), token.symbol());
    }
  }

  /**
   * Trained positions.
   *
   * @param use what the item says of them
   * @param group the number of their group in {@link Template#softGroups()}
   */
  record Soft(SoftUse use, int group, Frame frame) implements Piece {
    /** Checks the number. */
    public Soft {
      requireNonNull(use, "use");
      requireNonNull(frame, "frame");
      checkArgument(group >= 0, "soft group must not be negative, was %s", group);
    }

    /** Whether the positions stand before the tokens that the tokenizer puts first. */
    public boolean front() {
      return use.front().orElse(false);
    }

    @Override
    public Piece withFrame(Frame other) {
      return new Soft(use, group, other);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      return ImmutableList.of(new RenderedPiece.Soft(group, front(), shortenable()));
    }

    @Override
    public Map<String, Object> content() {
      return use.content();
    }
  }

  /**
   * The demonstrations that the example carries, each filled into this same template without this
   * item and without what stands before the first token, the answer in the mask's place.
   *
   * @param between what stands between two demonstrations, and between them and the rest of the
   *     prompt, where it was written: text, or the name of a {@link SpecialToken}; else the
   *     tokenizer's {@code <sep>}, or a line break where it has none
   * @param longest the most tokens of a demonstration
   * @param optional whether the item is left out where an example carries none
   */
  record Demonstrations(
      Optional<String> between, Optional<Integer> longest, Optional<Boolean> optional, Frame frame)
      implements Piece {
    /** Refuses null. */
    public Demonstrations {
      requireNonNull(between, "between");
      requireNonNull(longest, "longest");
      requireNonNull(optional, "optional");
      requireNonNull(frame, "frame");
    }

    /** The tokenizer's token that stands between, where the template names one. */
    public Optional<SpecialToken> separator() {
      return between.flatMap(SpecialToken::of);
    }

    @Override
    public Piece withFrame(Frame other) {
      return new Demonstrations(between, longest, optional, other);
    }

    @Override
    public ImmutableList<RenderedPiece> render(Example example, Template template) {
      if (example.demonstrations().isEmpty() && optional.orElse(false)) {
        return ImmutableList.of();
      }
      return new Showing(template, this).render(example);
    }

    @Override
    public Map<String, Object> content() {
      Map<String, Object> options = new LinkedHashMap<>();
      between.ifPresent(value -> options.put(Key.BETWEEN.symbol(), value));
      longest.ifPresent(value -> options.put(Key.LONGEST.symbol(), value));
      optional.ifPresent(value -> options.put(Key.OPTIONAL.symbol(), value));
      return Piece.content(Key.DEMONSTRATIONS, null, options);
    }
  }
}
