/**
 * Parses a name such as "a", "a.b" or "a.*".
 */
SqlIdentifier CompoundIdentifier() :
{
    final List<String> names = new ArrayList<String>();
    final List<SqlParserPos> positions = new ArrayList<SqlParserPos>();
    boolean star = false;
}
{
    AddIdentifierSegment(names, positions)
    (
        LOOKAHEAD(2)
        <DOT> AddIdentifierSegment(names, positions)
    )*
    (
        LOOKAHEAD(2)
        <DOT> <STAR> {
            star = true;
            names.add("");
            positions.add(getPos());
        }
    )?
    {
        final SqlParserPos pos = SqlParserPos.sum(positions);
        return star
            ? SqlIdentifier.star(names, pos, positions)
            : new SqlIdentifier(names, null, pos, positions);
    }
}

/**
 * Parses what names a table: an identifier, or a character literal that holds the path of a file.
 */
SqlIdentifier CompoundTableIdentifier() :
{
    final List<String> names = new ArrayList<String>();
    final List<SqlParserPos> positions = new ArrayList<SqlParserPos>();
}
{
    <QUOTED_STRING> {
        return StatementNode.filePath(SqlParserUtil.parseString(token.image), getPos());
    }
|
    AddTableIdentifierSegment(names, positions)
    (
        LOOKAHEAD(2)
        <DOT> AddTableIdentifierSegment(names, positions)
    )*
    {
        return new SqlIdentifier(names, null, SqlParserPos.sum(positions), positions);
    }
}

void AddCompoundIdentifierTypes(List<SqlNode> list, List<SqlNode> extendList) :
{
}
{
    AddCompoundIdentifierType(list, extendList)
    (<COMMA> AddCompoundIdentifierType(list, extendList))*
}

Pair<SqlNodeList, SqlNodeList> ParenthesizedCompoundIdentifierList() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
    final List<SqlNode> extendList = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    AddCompoundIdentifierTypes(list, extendList)
    <RPAREN> {
        return Pair.of(new SqlNodeList(list, s.end(this)), new SqlNodeList(extendList, s.end(this)));
    }
}
