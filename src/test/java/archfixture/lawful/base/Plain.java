package archfixture.lawful.base;

/** What every room may use. */
public final class Plain {
  private Plain() {}
}
