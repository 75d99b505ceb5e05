/** CREATE [OR REPLACE] VIEW | FUNCTION | EXTERNAL TABLE | TABLE 'path' AS query */
SqlNode CreateStatement() :
{
    final Span s;
    boolean replace = false;
    final Statement statement;
}
{
    <CREATE> { s = span(); }
    [ <OR> <REPLACE> { replace = true; } ]
    (
        statement = CreateView(replace)
    |
        statement = CreateFunction(replace)
    |
        statement = CreateExternalTable(replace)
    |
        statement = CreateFiles(replace)
    )
    { return new StatementNode(s.end(this), statement); }
}

/** A view may be named IF, so the three words are looked at together. */
boolean IfNotExists() :
{
}
{
    LOOKAHEAD(<IF> <NOT> <EXISTS>)
    <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

boolean IfExists() :
{
}
{
    LOOKAHEAD(<IF> <EXISTS>)
    <IF> <EXISTS> { return true; }
|
    { return false; }
}

Statement CreateView(boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList columns = SqlNodeList.EMPTY;
    final SqlNode query;
    final int line;
    final int column;
}
{
    <VIEW> ifNotExists = IfNotExists() name = CompoundIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> {
        line = getToken(1).beginLine;
        column = getToken(1).beginColumn;
    }
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return StatementNode.createView(
            name, columns, query, line, column, replace, ifNotExists);
    }
}

/**
 * FUNCTION name (parameter type, ...) RETURNS { type | TABLE } AS (expression or query), or
 * FUNCTION name USING JAR 'path'
 */
Statement CreateFunction(boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final List<ColumnDefinition> parameters = new ArrayList<ColumnDefinition>();
    SqlDataTypeSpec result = null;
    final SqlNode body;
    final SqlNode path;
    final int line;
    final int column;
}
{
    <FUNCTION> ifNotExists = IfNotExists() name = CompoundIdentifier() {
        line = getToken(1).beginLine;
        column = getToken(1).beginColumn;
    }
    [
        <USING> <JAR> path = StringLiteral()
        {
            return new Statement.CreateJarFunction(
                name, Word.of(path), replace, ifNotExists);
        }
    ]
    <LPAREN> [ AddParameter(parameters) ( <COMMA> AddParameter(parameters) )* ] <RPAREN>
    <RETURNS> ( <TABLE> | result = DataType() )
    <AS> <LPAREN> body = OrderedQueryOrExpr(ExprContext.ACCEPT_ALL) <RPAREN>
    {
        return StatementNode.createFunction(
            name, parameters, result, body, line, column, replace, ifNotExists);
    }
}

void AddParameter(List<ColumnDefinition> parameters) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
}
{
    name = SimpleIdentifier() type = DataType()
    { parameters.add(new ColumnDefinition(name.getSimple(), type)); }
}

/** TABLE 'path' AS query: the same as COPY (query) TO 'path'. */
Statement CreateFiles(boolean replace) :
{
    final SqlNode path;
    final SqlNode query;
    final Map<String, StatementOption> settings = new java.util.LinkedHashMap<String, StatementOption>();
}
{
    <TABLE> path = StringLiteral()
    [ [ <WITH> ] <LPAREN> AddCopyOption(settings) ( <COMMA> AddCopyOption(settings) )* <RPAREN> ]
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        if (replace) {
            StatementNode.addOverwrite(settings, Word.of(path));
        }
        return new Statement.Copy(query, Word.of(path), settings);
    }
}

/** COPY { (query) | table [(columns)] } TO 'path' [[WITH] (option [value], ...)] */
SqlNode CopyStatement() :
{
    final Span s;
    final SqlNode query;
    final SqlIdentifier name;
    SqlNodeList columns = SqlNodeList.EMPTY;
    final SqlNode path;
    final Map<String, StatementOption> settings = new java.util.LinkedHashMap<String, StatementOption>();
}
{
    <COPY> { s = span(); }
    (
        <LPAREN> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) <RPAREN>
    |
        name = CompoundTableIdentifier()
        [ columns = ParenthesizedSimpleIdentifierList() ]
        { query = StatementNode.rowsOf(name, columns); }
    )
    <TO> path = StringLiteral()
    [ [ <WITH> ] <LPAREN> AddCopyOption(settings) ( <COMMA> AddCopyOption(settings) )* <RPAREN> ]
    {
        return new StatementNode(
            s.end(this), new Statement.Copy(query, Word.of(path), settings));
    }
}

/** name, name value, name = value or name (value, ...) */
void AddCopyOption(Map<String, StatementOption> settings) :
{
    final String text;
    final Word name;
    final List<String> values = new ArrayList<String>();
    String value;
}
{
    (
        <NULL> { text = "null"; }
    |
        <ESCAPE> { text = "escape"; }
    |
        text = OptionName()
    )
    { name = Word.of(text, getPos()); }
    [ <EQ> ]
    [
        value = PlainValue() { values.add(value); }
    |
        <LPAREN> value = PlainValue() { values.add(value); }
        ( <COMMA> value = PlainValue() { values.add(value); } )*
        <RPAREN>
    ]
    { StatementNode.addOption(settings, name, values); }
}

Statement CreateExternalTable(boolean replace) :
{
    SqlNode query = null;
    final boolean ifNotExists;
    final SqlIdentifier name;
    final List<ColumnDefinition> columns = new ArrayList<ColumnDefinition>();
    final SqlNode location;
    final String format;
    final Map<String, StatementOption> settings = new java.util.LinkedHashMap<String, StatementOption>();
}
{
    <EXTERNAL> <TABLE> ifNotExists = IfNotExists() name = CompoundIdentifier()
    [
        <LPAREN> AddColumnDefinition(columns) ( <COMMA> AddColumnDefinition(columns) )* <RPAREN>
    ]
    <LOCATION> location = StringLiteral()
    [
        <FORMAT> format = Identifier()
        {
            StatementNode.addOption(
                settings, Word.of("format", getPos()), java.util.Collections.singletonList(format));
        }
    ]
    [ <OPTIONS> <LPAREN> AddOption(settings) ( <COMMA> AddOption(settings) )* <RPAREN> ]
    [ <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) ]
    {
        return StatementNode.createExternalTable(
            name, columns, location, settings, replace, ifNotExists, query);
    }
}

void AddColumnDefinition(List<ColumnDefinition> columns) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    final boolean nullable;
}
{
    name = SimpleIdentifier() type = DataType() nullable = NotNullOpt()
    { columns.add(new ColumnDefinition(name.getSimple(), type.withNullable(nullable))); }
}

/** name 'value', name = 'value' or name => value */
void AddOption(Map<String, StatementOption> settings) :
{
    final Word name;
    final String value;
}
{
    name = OptionWord()
    [ <EQ> | <NAMED_ARGUMENT_ASSIGNMENT> ]
    value = PlainValue()
    { StatementNode.addOption(settings, name, java.util.Collections.singletonList(value)); }
}

String OptionName() :
{
    final Word name;
}
{
    name = OptionWord() { return name.text(); }
}

Word OptionWord() :
{
    final SqlNode literal;
    final SqlIdentifier name;
}
{
    literal = StringLiteral() { return Word.of(literal); }
|
    name = CompoundIdentifier() { return Word.of(name); }
}

/** A literal, or a bare word such as on, off or UTC, as text. */
String PlainValue() :
{
    final SqlNode node;
}
{
    (
        <ON> { return "on"; }
    |
        node = Literal()
    |
        node = CompoundIdentifier()
    )
    { return StatementNode.text(node); }
}

SqlNode DropStatement() :
{
    final Span s;
    boolean view = false;
    final boolean ifExists;
    final SqlIdentifier name;
}
{
    <DROP> { s = span(); }
    (
        <FUNCTION> ifExists = IfExists() name = CompoundIdentifier()
        {
            return new StatementNode(s.end(this), new Statement.DropFunction(name, ifExists));
        }
    |
        ( <VIEW> { view = true; } | [ <EXTERNAL> ] <TABLE> )
        ifExists = IfExists() name = CompoundIdentifier()
        {
            return new StatementNode(s.end(this), view
                ? new Statement.DropView(StatementNode.objectWord(name), ifExists)
                : new Statement.DropTable(StatementNode.objectWord(name), ifExists));
        }
    )
}

SqlNode ShowStatement() :
{
    final Span s;
    final Statement statement;
    final SqlIdentifier name;
}
{
    <SHOW> { s = span(); }
    (
        <TABLES> { statement = new Statement.ShowTables(); }
    |
        <FUNCTIONS> { statement = new Statement.ShowFunctions(); }
    |
        <ALL> { statement = new Statement.ShowAllSettings(); }
    |
        LOOKAHEAD(2)
        <TIME> <ZONE> { statement = new Statement.ShowSetting(Word.of("timezone", getPos())); }
    |
        name = CompoundIdentifier() {
            statement = new Statement.ShowSetting(Word.of(name));
        }
    )
    { return new StatementNode(s.end(this), statement); }
}

SqlNode DescribeStatement() :
{
    final Span s;
    final SqlNode query;
    final SqlNode table;
    final SqlIdentifier function;
}
{
    ( <DESCRIBE> | <DESC> ) { s = span(); }
    (
        LOOKAHEAD({ getToken(1).kind == FUNCTION && getToken(2).kind != EOF })
        <FUNCTION> function = CompoundIdentifier()
        { return new StatementNode(s.end(this), new Statement.DescribeFunction(function)); }
    |
        LOOKAHEAD({ getToken(1).kind == SELECT || getToken(1).kind == WITH
            || getToken(1).kind == VALUES || getToken(1).kind == LPAREN })
        query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
        { return new StatementNode(s.end(this), new Statement.Describe(query, false)); }
    |
        [ LOOKAHEAD({ getToken(1).kind == TABLE && getToken(2).kind != LPAREN }) <TABLE> ]
        table = TableRef()
        { return new StatementNode(s.end(this), StatementNode.describeTable(table)); }
    )
}

/**
 * EXPLAIN [ANALYZE] [(option, ...)] statement, which is a query or writes files; Calcite's own
 * EXPLAIN PLAN FOR means the same.
 */
SqlNode ExplainStatement() :
{
    final Span s;
    boolean analyze = false;
    boolean json = false;
    final SqlNode query;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(2) <PLAN> <FOR> ]
    [ <ANALYZE> { analyze = true; } ]
    [
        LOOKAHEAD({ getToken(1).kind == LPAREN
            && (getToken(2).kind == FORMAT || getToken(2).kind == ANALYZE) })
        <LPAREN>
        (
            <ANALYZE> { analyze = true; } [ <COMMA> json = ExplainFormat() ]
        |
            json = ExplainFormat() [ <COMMA> <ANALYZE> { analyze = true; } ]
        )
        <RPAREN>
    ]
    (
        LOOKAHEAD({ getToken(1).kind == COPY })
        query = CopyStatement()
    |
        LOOKAHEAD({ getToken(1).kind == CREATE })
        query = CreateStatement()
    |
        LOOKAHEAD({ getToken(1).kind == INSERT })
        query = SqlInsert()
    |
        query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    {
        return new StatementNode(s.end(this), StatementNode.explain(query, analyze, json));
    }
}

boolean ExplainFormat() :
{
}
{
    <FORMAT>
    (
        <JSON> { return true; }
    |
        <TEXT> { return false; }
    )
}

/** SET [SESSION] name { = | TO } value | SET [SESSION] TIME ZONE value */
SqlNode SetStatement() :
{
    final Span s;
    final Word name;
    final String value;
}
{
    <SET> { s = span(); }
    [ LOOKAHEAD({ getToken(1).kind == SESSION && getToken(2).kind != EQ
        && getToken(2).kind != TO && getToken(2).kind != DOT }) <SESSION> ]
    (
        LOOKAHEAD(2)
        <TIME> <ZONE> { name = Word.of("timezone", getPos()); }
    |
        name = OptionWord() ( <EQ> | <TO> )
    )
    value = SettingValue()
    { return new StatementNode(s.end(this), new Statement.SetSetting(name, value)); }
}

/** A value, several joined by commas, or DEFAULT, which is null. */
String SettingValue() :
{
    String value;
    String next;
}
{
    <DEFAULT_> { return null; }
|
    value = PlainValue()
    ( <COMMA> next = PlainValue() { value = value + "," + next; } )*
    { return value; }
}

SqlNode ResetStatement() :
{
    final Span s;
    final SqlIdentifier name;
    final Statement statement;
}
{
    <RESET> { s = span(); }
    (
        <ALL> { statement = new Statement.ResetAllSettings(); }
    |
        LOOKAHEAD(2)
        <TIME> <ZONE> { statement = new Statement.SetSetting(Word.of("timezone", getPos()), null); }
    |
        name = CompoundIdentifier() {
            statement = new Statement.SetSetting(Word.of(name), null);
        }
    )
    { return new StatementNode(s.end(this), statement); }
}
