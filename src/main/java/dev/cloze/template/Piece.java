package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
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
   * @param template the template, for the message where the example lacks something
   */
  RenderedPiece render(Example example, String template);

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
    frame().shortenable().ifPresent(value -> map.put(Key.SHORTENABLE.symbol(), value));
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
    public RenderedPiece render(Example example, String template) {
      return new RenderedPiece.Text(prefix() + text, shortenable());
    }

    @Override
    public Map<String, Object> content() {
      return ImmutableMap.of(Key.TEXT.symbol(), text);
    }
  }

  /**
   * A text of the example.
   *
   * @param field the name of the text
   * @param postProcessing what is done to it
   */
  record Placeholder(String field, Optional<PostProcessing> postProcessing, Frame frame)
      implements Piece {
    /** Refuses null. */
    public Placeholder {
      requireNonNull(field, "field");
      requireNonNull(postProcessing, "postProcessing");
      requireNonNull(frame, "frame");
    }

    /** True unless the template says otherwise: long inputs are what truncation is for. */
    @Override
    public boolean shortenable() {
      return frame.shortenable().orElse(true);
    }

    @Override
    public RenderedPiece render(Example example, String template) {
      String found = example.fields().get(field);
      if (found == null) {
        throw new ClozeException(
            TemplateError.NO_FIELD,
            "template %s: example '%s' has no field '%s'; it has %s",
            Quoting.shortened(template),
            example.id(),
            field,
            Quoting.names("fields", example.fields().keySet()));
      }
      return new RenderedPiece.Text(
          prefix() + PostProcessing.apply(postProcessing, found), shortenable());
    }

    @Override
    public Map<String, Object> content() {
      return ImmutableMap.of(Key.PLACEHOLDER.symbol(), field);
    }
  }

  /**
   * A fact beside the example's texts.
   *
   * @param key the name of the fact
   * @param postProcessing what is done to it
   */
  record Meta(String key, Optional<PostProcessing> postProcessing, Frame frame) implements Piece {
    /** Refuses null. */
    public Meta {
      requireNonNull(key, "key");
      requireNonNull(postProcessing, "postProcessing");
      requireNonNull(frame, "frame");
    }

    @Override
    public RenderedPiece render(Example example, String template) {
      String found = example.meta().get(key);
      if (found == null) {
        throw new ClozeException(
            TemplateError.NO_META,
            "template %s: example '%s' has no meta '%s'; it has %s",
            Quoting.shortened(template),
            example.id(),
            key,
            Quoting.names("meta", example.meta().keySet()));
      }
      return new RenderedPiece.Text(
          prefix() + PostProcessing.apply(postProcessing, found), shortenable());
    }

    @Override
    public Map<String, Object> content() {
      return ImmutableMap.of(Key.META.symbol(), key);
    }
  }

  /** The position that the model has to fill. */
  record Mask(Frame frame) implements Piece {
    /** Refuses null. */
    public Mask {
      requireNonNull(frame, "frame");
    }

    @Override
    public RenderedPiece render(Example example, String template) {
      return new RenderedPiece.Mask(shortenable());
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
    public RenderedPiece render(Example example, String template) {
      return new RenderedPiece.Special(token, shortenable());
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

    @Override
    public RenderedPiece render(Example example, String template) {
      return new RenderedPiece.Soft(group, shortenable());
    }

    @Override
    public Map<String, Object> content() {
      return use.content();
    }
  }
}
