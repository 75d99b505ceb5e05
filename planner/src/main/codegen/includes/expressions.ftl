/**
 * Parses the PostgreSQL cast "expression::type"; several may follow each other.
 */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType() {
        // It binds tighter than any operator before it: only the last operand is cast.
        final SqlNode operand = (SqlNode) list.remove(list.size() - 1);
        list.add(SqlLibraryOperators.INFIX_CAST.createCall(
            Span.of(operand).end(this), operand, type));
    }
}

/**
 * Parses the PostgreSQL form "timestamp AT TIME ZONE zone", which binds tighter than any operator
 * before it, as a call of timezone(zone, timestamp).
 */
void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlNode zone;
}
{
    <AT> { checkNonQueryExpression(exprContext); }
    <TIME> <ZONE> zone = Expression3(ExprContext.ACCEPT_SUB_QUERY) {
        final SqlNode operand = (SqlNode) list.remove(list.size() - 1);
        final SqlParserPos position = Span.of(operand).end(zone);
        list.add(createCall(
            new SqlIdentifier("timezone", position), position,
            SqlFunctionCategory.USER_DEFINED_FUNCTION, null, Arrays.asList(zone, operand)));
    }
}

/**
 * Parses the PostgreSQL operators on bits, its power, and || where it binds as there.
 */
void OtherOperator(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlBinaryOperator operator;
}
{
    (
        <AMPERSAND> { operator = RegistryOperator.BIT_AND; }
    |
        <VERTICAL_BAR> { operator = RegistryOperator.BIT_OR; }
    |
        <CARET> { operator = RegistryOperator.POWER; }
    |
        <LEFTSHIFT> { operator = RegistryOperator.SHIFT_LEFT; }
    |
        <GT> <GT> { operator = RegistryOperator.SHIFT_RIGHT; }
    |
        <CONCAT> { operator = Concatenation.LOOSE; }
    )
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(operator, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/**
 * Parses "DISTINCT ON (expression, ...)".
 */
SqlNodeList DistinctOn() :
{
    final Span s;
    final List<SqlNode> expressions = new ArrayList<SqlNode>();
}
{
    <DISTINCT> { s = span(); } <ON>
    <LPAREN> AddExpression(expressions, ExprContext.ACCEPT_SUB_QUERY)
    ( <COMMA> AddExpression(expressions, ExprContext.ACCEPT_SUB_QUERY) )*
    <RPAREN>
    { return new SqlNodeList(expressions, s.end(this)); }
}

/**
 * Parses a call of an aggregate with an order inside, "first(x ORDER BY y)", as
 * "first(x) WITHIN GROUP (ORDER BY y)". The other alternative never is: it makes this a choice,
 * so that the lookahead is looked at.
 */
SqlNode OrderedCall() :
{
    final SqlIdentifier name;
    final Span s;
    final List<SqlNode> args = new ArrayList<SqlNode>();
    SqlNodeList orderBy = null;
    final SqlNode filter;
    final SqlNode over;
    SqlLiteral quantifier = null;
    SqlCall call;
}
{
    LOOKAHEAD({ OrderedCalls.begins(getToken(1), token_source) })
    ( <IDENTIFIER> | <FIRST> | <LAST> )
    { name = new SqlIdentifier(unquotedIdentifier(), getPos()); s = span(); }
    <LPAREN>
    [ quantifier = AllOrDistinct() ]
    AddArg(args, ExprContext.ACCEPT_SUB_QUERY)
    ( <COMMA> AddArg(args, ExprContext.ACCEPT_SUB_QUERY) )*
    [ orderBy = OrderBy(true) ]
    <RPAREN>
    {
        call = createCall(
            name, s.end(this), SqlFunctionCategory.USER_DEFINED_FUNCTION, quantifier, args);
        if (orderBy != null) {
            call = SqlStdOperatorTable.WITHIN_GROUP.createCall(s.end(this), call, orderBy);
        }
    }
    [ call = withinGroup(call) ]
    [
        <FILTER> <LPAREN> <WHERE> filter = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
        { call = SqlStdOperatorTable.FILTER.createCall(s.end(this), call, filter); }
    ]
    [
        <OVER> ( over = SimpleIdentifier() | over = WindowSpecification() )
        { call = SqlStdOperatorTable.OVER.createCall(s.end(over), call, over); }
    ]
    { return call; }
|
    <ORDER> { throw OrderedCalls.misplacedOrder(getPos()); }
}
